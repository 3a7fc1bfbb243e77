package dev.godwit.engine.internal.unit;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets few units be between their homes at a time. Pauses that run side by side share the processors of the stores, so
 * each would be longer and none would end sooner. Thread-safe.
 */
final class PauseGate {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    private final Signal left;
    private final AtomicInteger free;

    PauseGate(int pausesAtOnce, TimeSource time) {
        this.left = time.signal();
        this.free = new AtomicInteger(pausesAtOnce);
    }

    /**
     * Waits for a place; whoever enters has to {@link #leave}.
     *
     * @throws InterruptedException when the thread is interrupted before it entered
     */
    void enter() throws InterruptedException {
        long seen = left.version();
        while (free.getAndUpdate(places -> Math.max(0, places - 1)) == 0) {
            left.await(seen, LONGEST_WAIT);
            seen = left.version();
        }
    }

    void leave() {
        free.incrementAndGet();
        left.raise();
    }
}
