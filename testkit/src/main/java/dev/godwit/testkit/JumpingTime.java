package dev.godwit.testkit;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock whose wall clock is set while it goes, as by a person or a time server; its monotonic clock steps never. Thread-safe. */
public final class JumpingTime implements TimeSource {
    private final TimeSource time;
    private volatile Duration offset = Duration.ZERO;

    public JumpingTime(TimeSource time) {
        this.time = time;
    }

    /** Sets the wall clock forward, or back by a negative duration; beside where it ran before, not beside the last jump. */
    public void set(Duration beside) {
        offset = beside;
    }

    @Override
    public long monotonicNanos() {
        return time.monotonicNanos();
    }

    @Override
    public Instant wallClock() {
        return time.wallClock().plus(offset);
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
