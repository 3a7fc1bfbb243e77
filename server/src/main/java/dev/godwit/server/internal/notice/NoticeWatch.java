package dev.godwit.server.internal.notice;

import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at all migrations of a server again and again and tells what has happened. Thread-safe. */
public final class NoticeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeWatch.class);

    private final Supplier<? extends List<? extends MigrationControl>> migrations;
    private final Consumer<Notice> listener;
    private final Duration every;
    private final TimeSource time;
    private final Instant began;
    private final Signal stop;
    private final Tasks.Task running;
    private final Map<String, MigrationStatus> seen = new HashMap<>();

    /**
     * A watch that looks from now on.
     *
     * @param listener must not wait
     */
    public NoticeWatch(
            Supplier<? extends List<? extends MigrationControl>> migrations,
            Consumer<Notice> listener,
            Duration every,
            Tasks tasks,
            TimeSource time) {
        this.migrations = migrations;
        this.listener = listener;
        this.every = every;
        this.time = time;
        this.began = time.wallClock();
        this.stop = time.signal();
        this.running = tasks.start("godwit-notices", this::watch);
    }

    /** Looks a last time, so that nobody misses the end, and stops. */
    @Override
    public void close() {
        stop.raise();
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.cancel();
        }
    }

    private void watch() {
        try {
            boolean stopped = false;
            while (!stopped) {
                stopped = stop.await(0, every);
                migrations.get().forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(MigrationControl migration) {
        try {
            MigrationStatus now = migration.status();
            Optional<MigrationStatus> before = Optional.ofNullable(seen.put(now.migration(), now));
            Notices.between(before, now, began, time.wallClock()).forEach(listener);
        } catch (GodwitException e) {
            LOG.debug("a migration can't be looked at: {}", e.describe());
        }
    }
}
