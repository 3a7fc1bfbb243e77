package dev.godwit.engine.internal.alarm;

import dev.godwit.engine.internal.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** For how long something has stayed as it is. Not thread-safe. */
final class Progress {
    private final SteadyClock clock;
    private @Nullable Object seen;
    private Instant since;

    /**
     * Nothing was seen yet.
     *
     * @param since when it last changed, as far as anybody remembers; what is still to come was a clock that was set back
     */
    Progress(SteadyClock clock, Instant since) {
        this.clock = clock;
        Instant now = clock.now();
        this.since = since.isAfter(now) ? now : since;
    }

    void observe(Object now) {
        if (seen != null && !seen.equals(now)) {
            since = clock.now();
        }
        seen = now;
    }

    /** Nothing was expected to change: what comes counts from now on. */
    void restart() {
        since = clock.now();
    }

    Duration quietFor() {
        return clock.since(since);
    }

    /** By the steady clock, which began where the wall clock was: so the time without a server counts too. */
    Instant quietSince() {
        return since;
    }
}
