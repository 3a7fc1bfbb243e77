package dev.godwit.notely.terminal;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** A clock that can break, to see what an exception in the thread that draws leaves behind. */
record BreakableTime(TimeSource time, AtomicBoolean broken) implements TimeSource {
    @Override
    public Instant wallClock() {
        if (broken.get()) {
            throw new IllegalStateException("the clock broke");
        }
        return time.wallClock();
    }

    @Override
    public long monotonicNanos() {
        return time.monotonicNanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }

    @Override
    public Signal signal() {
        return time.signal();
    }
}
