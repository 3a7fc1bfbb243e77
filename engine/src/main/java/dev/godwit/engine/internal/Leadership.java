package dev.godwit.engine.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.Seat;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one server at a time drive the migrations of a control store. It saves work and confusion; that two servers which
 * both believe to lead make no two homes is the fences' business. Thread-safe.
 *
 * <p>The lead is a lease, as in C. Gray and D. Cheriton, "Leases: an efficient fault-tolerant mechanism for distributed
 * file cache consistency", SOSP 1989, without a clock in common. The seat in the control store holds a counter that the
 * leader raises. Whoever has seen no change of it for the length of the lease, by its own monotonic clock, takes the seat
 * by compare-and-set, as in the article "Building Distributed Locks with the DynamoDB Lock Client", AWS Database Blog,
 * 2017. The leader counts from before it raised the counter, and gives up trusting itself sooner than others may take the
 * seat, so that clocks whose speeds differ by a tenth do no harm; wall clocks are not read at all.
 */
public final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    /** How long the seat must not have changed before another server takes it. */
    public static final Duration LEASE = Duration.ofSeconds(1);

    private static final Duration TRUST = LEASE.multipliedBy(9).dividedBy(10);
    private static final Duration RENEW_EVERY = LEASE.dividedBy(4);
    private static final Duration LOOK_EVERY = LEASE.dividedBy(20);
    /** How long one that has shown a sign of life may take to give up the lead. */
    private static final Duration PATIENCE = LEASE.multipliedBy(2);

    /**
     * A lead.
     *
     * @param sinceNanos before the last sign of life was given, on the monotonic clock
     */
    record Held(long term, long sinceNanos) {}

    private final ControlStore control;
    private final String server;
    private final Tasks tasks;
    private final TimeSource time;
    private final SeatWatch watch;
    private final AtomicBoolean resigned = new AtomicBoolean();
    private volatile Optional<Held> held = Optional.empty();
    private volatile Optional<String> address = Optional.empty();
    private volatile boolean answered = true;

    public Leadership(ControlStore control, String server, Tasks tasks, TimeSource time) {
        this.control = control;
        this.server = server;
        this.tasks = tasks;
        this.time = time;
        this.watch = new SeatWatch(time);
    }

    /** Says where this server answers; others learn it with the next sign of life. */
    public void answersAt(String url) {
        address = Optional.of(url);
    }

    /**
     * Takes the lead, waiting until that of a server that has died is over.
     *
     * @throws GodwitException with {@link ErrorCode#CONTROL_STORE_IN_USE} when another server goes on leading
     */
    public void take() {
        long start = time.monotonicNanos();
        try {
            while (!attempt()) {
                // Without a sign of life the seat becomes free: this process may only have had too little time to look.
                if (watch.sawLife() && time.since(start).compareTo(PATIENCE) > 0) {
                    throw inUse();
                }
                time.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw inUse();
        }
    }

    /**
     * Waits until nobody else leads, however long that takes, and takes the lead.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void await() throws InterruptedException {
        while (!attempted()) {
            time.sleep(LOOK_EVERY);
        }
    }

    /**
     * Renews the lead until it is given up. A lead that could not be renewed in time is not trusted until it could, and
     * goes on then if nobody has taken it.
     *
     * @param lost run once when another server has it
     */
    public void keep(Runnable lost) {
        tasks.start("godwit-leadership", () -> {
            try {
                while (!resigned.get()) {
                    if (!renewed()) {
                        lost.run();
                        return;
                    }
                    time.sleep(RENEW_EVERY);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether this server leads: by its own clock it trusts its lead, and nobody has taken it says the control store. */
    public boolean leads() {
        Optional<Held> now = trusted();
        return now.isPresent() && control.seat().term() == now.get().term();
    }

    /**
     * Makes sure that this server leads, before it promises something that another one would not hear of.
     *
     * @throws GodwitException with {@link ErrorCode#NOT_LEADING} when it does not, or can't know
     */
    public void requireLead() {
        if (!leads()) {
            throw new GodwitException(ErrorCode.NOT_LEADING, "server " + server + " does not lead now");
        }
    }

    /** Where the server answers that leads instead of this one, if this one knows. */
    public Optional<String> leaderAddress() {
        return held.isPresent() ? Optional.empty() : watch.leaderAddress(LEASE);
    }

    /** Gives up the lead for good. If the control store can't be told, the lead is over a lease length later. */
    public void resign() {
        resigned.set(true);
        Optional<Held> last = held;
        held = Optional.empty();
        try {
            last.ifPresent(lead -> control.resign(lead.term()));
        } catch (GodwitException e) {
            LOG.warn("the lead lapses by itself: {}", e.describe());
        }
    }

    private boolean attempt() {
        Seat seen = control.seat();
        watch.saw(seen);
        if (!watch.free(LEASE)) {
            return false;
        }
        long asked = time.monotonicNanos();
        Optional<Seat> taken = control.lead(seen, server, address);
        held = taken.map(seat -> new Held(seat.term(), asked));
        return taken.isPresent();
    }

    /** As {@link #attempt}, for someone who waits until the control store is back. */
    private boolean attempted() {
        try {
            boolean taken = attempt();
            answered = true;
            return taken;
        } catch (GodwitException e) {
            watch.sawNothing();
            failed("the seat of the leader could not be read", e);
            return false;
        }
    }

    /** Whether nobody else leads, as far as this server knows. */
    private boolean renewed() {
        Optional<Held> last = held;
        if (last.isEmpty()) {
            return resigned.get();
        }
        long term = last.get().term();
        long asked = time.monotonicNanos();
        try {
            if (!control.keepLead(term, address)) {
                held = Optional.empty();
                return resigned.get();
            }
            if (!resigned.get()) {
                held = Optional.of(new Held(term, asked));
            }
            answered = true;
        } catch (GodwitException e) {
            failed("the lead could not be renewed", e);
        }
        return true;
    }

    /** The lead, while nobody else can have taken it. */
    Optional<Held> trusted() {
        return held.filter(lead -> time.since(lead.sinceNanos()).compareTo(TRUST) < 0);
    }

    /** Says it once, not four times a second. */
    private void failed(String what, GodwitException failure) {
        if (answered && !resigned.get()) {
            answered = false;
            LOG.warn("{}: {}", what, failure.describe());
        }
    }

    private static GodwitException inUse() {
        return new GodwitException(ErrorCode.CONTROL_STORE_IN_USE, "another server leads with this control store");
    }
}
