package dev.godwit.spec;

import dev.godwit.core.TimeSource;
import dev.godwit.spec.internal.explore.Exploration;
import java.time.Duration;

/** Shows on standard error, every 2 s, how far a long exploration is. */
final class Pulse implements Exploration.Pulse {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int MEGABYTE = 1 << 20;

    private final TimeSource clock;
    private final long begun;
    private long shownAt;

    Pulse(TimeSource clock) {
        this.clock = clock;
        this.begun = clock.monotonicNanos();
        this.shownAt = begun;
    }

    double seconds() {
        return clock.since(begun).toNanos() / 1e9;
    }

    @Override
    public void beat(int states, int waiting, int depth) {
        if (clock.since(shownAt).compareTo(EVERY) >= 0) {
            shownAt = clock.monotonicNanos();
            Runtime runtime = Runtime.getRuntime();
            System.err.printf(
                    "  %,d states, %,d waiting, depth %d, %,.0f states/s, heap %,d MB%n",
                    states,
                    waiting,
                    depth,
                    states / seconds(),
                    (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE);
        }
    }
}
