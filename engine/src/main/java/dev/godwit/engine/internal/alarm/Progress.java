package dev.godwit.engine.internal.alarm;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** For how long something has stayed as it is. Not thread-safe. */
final class Progress {
    private final TimeSource time;
    private @Nullable Object seen;
    private long sinceNanos;
    private Instant since;

    /** @param since when it last changed, as far as anybody remembers */
    Progress(TimeSource time, Instant since) {
        this.time = time;
        this.since = since;
        this.sinceNanos = time.monotonicNanos()
                - Math.max(0, Duration.between(since, time.wallClock()).toNanos());
    }

    void observe(Object now) {
        if (seen != null && !seen.equals(now)) {
            sinceNanos = time.monotonicNanos();
            since = time.wallClock();
        }
        seen = now;
    }

    /** Nothing was expected to change: what comes counts from now on. */
    void restart() {
        sinceNanos = time.monotonicNanos();
        since = time.wallClock();
    }

    /** How long by the clock that never steps. */
    Duration quietFor() {
        return time.since(sinceNanos);
    }

    /** Since when by the wall clock, which goes on while no server runs. */
    Instant quietSince() {
        return since;
    }
}
