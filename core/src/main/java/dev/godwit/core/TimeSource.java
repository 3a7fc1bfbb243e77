package dev.godwit.core;

import java.time.Duration;
import java.time.Instant;

/** The only way in which Godwit learns the time and waits. Thread-safe. */
public interface TimeSource {
    /** Nanoseconds of a clock that never steps; only differences have a meaning. */
    long monotonicNanos();

    /** The wall clock, for people to read; no decision depends on it. */
    Instant wallClock();

    /**
     * Waits.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;

    /** A new signal that waits on this clock. */
    Signal signal();

    default Duration since(long startNanos) {
        return Duration.ofNanos(monotonicNanos() - startNanos);
    }
}
