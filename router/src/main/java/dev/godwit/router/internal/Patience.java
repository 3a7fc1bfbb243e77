package dev.godwit.router.internal;

import dev.godwit.core.TimeSource;
import java.time.Duration;

/** How long one operation has waited for a home and may go on waiting. Used by one thread. */
final class Patience {
    private final TimeSource time;
    private final Duration limit;
    private final long startNanos;

    Patience(TimeSource time, Duration limit) {
        this.time = time;
        this.limit = limit;
        this.startNanos = time.monotonicNanos();
    }

    Duration spent() {
        return time.since(startNanos);
    }

    Duration left() {
        return limit.minus(spent());
    }

    boolean isOver() {
        return !left().isPositive();
    }
}
