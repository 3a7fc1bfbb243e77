package dev.godwit.engine.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.ControlStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other servers from driving the same migrations. It saves work and confusion; that two servers which both believe
 * to lead make no two homes is the fences' business. Thread-safe.
 */
public final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration STALE_AFTER = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ControlStore control;
    private final String server;
    private final Tasks tasks;
    private final TimeSource time;
    private final AtomicBoolean resigned = new AtomicBoolean();

    public Leadership(ControlStore control, String server, Tasks tasks, TimeSource time) {
        this.control = control;
        this.server = server;
        this.tasks = tasks;
        this.time = time;
    }

    /**
     * Takes the lead, waiting until the heartbeat of a server that has died is stale.
     *
     * @throws GodwitException with {@link ErrorCode#CONTROL_STORE_IN_USE} when another server goes on leading
     */
    public void take() {
        long start = time.monotonicNanos();
        while (!lead()) {
            if (time.since(start).compareTo(STALE_AFTER.plus(HEARTBEAT)) > 0) {
                throw new GodwitException(
                        ErrorCode.CONTROL_STORE_IN_USE, "another server leads with this control store");
            }
            sleep(POLL);
        }
    }

    /**
     * Renews the lead until it is given up.
     *
     * @param lost run once when another server has it
     */
    public void keep(Runnable lost) {
        tasks.start("godwit-leadership", () -> {
            while (!resigned.get()) {
                if (renew()) {
                    sleep(HEARTBEAT);
                } else {
                    lost.run();
                    return;
                }
            }
        });
    }

    /**
     * Makes sure that this server leads, before it takes a command that another one would not hear of.
     *
     * @throws GodwitException with {@link ErrorCode#CONTROL_STORE_IN_USE} when another server does
     */
    public void requireLead() {
        if (!control.keepLead(server, time.wallClock().toEpochMilli())) {
            throw new GodwitException(ErrorCode.CONTROL_STORE_IN_USE, "this server no longer leads");
        }
    }

    public void resign() {
        resigned.set(true);
        control.resign(server);
    }

    /** Whether nobody else leads, as far as this server knows. */
    private boolean renew() {
        try {
            if (control.keepLead(server, time.wallClock().toEpochMilli())) {
                return true;
            }
            LOG.error("another server has taken the lead, so this one stops");
            return false;
        } catch (GodwitException e) {
            if (!resigned.get()) {
                LOG.warn("the lead could not be renewed: {}", e.describe());
            }
            return true;
        }
    }

    private boolean lead() {
        return control.lead(server, time.wallClock().toEpochMilli(), STALE_AFTER.toMillis());
    }

    private void sleep(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            resigned.set(true);
        }
    }
}
