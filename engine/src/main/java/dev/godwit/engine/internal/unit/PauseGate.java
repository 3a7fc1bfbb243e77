package dev.godwit.engine.internal.unit;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets few units be between their homes at a time, and other work stand back meanwhile. What runs beside a pause shares
 * the processors of the stores with it: pauses side by side would each be longer, and none would end sooner. Thread-safe.
 */
public final class PauseGate {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_STAND_BACK = Duration.ofMillis(50);

    private final Signal left;
    private final int pausesAtOnce;
    private final AtomicInteger free;

    public PauseGate(int pausesAtOnce, TimeSource time) {
        this.left = time.signal();
        this.pausesAtOnce = pausesAtOnce;
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

    /**
     * Lets the writers that wait for a unit go first, but not for long.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void standBack() throws InterruptedException {
        long seen = left.version();
        if (free.get() < pausesAtOnce) {
            left.await(seen, LONGEST_STAND_BACK);
        }
    }

    void leave() {
        free.incrementAndGet();
        left.raise();
    }
}
