package dev.godwit.core;

import java.time.Duration;

/**
 * A place to wait for news. A waiter remembers the {@link #version()} that it has seen and waits for a later one, so
 * that no news is missed between looking and waiting. Thread-safe.
 */
public interface Signal {
    /** How often it was raised. */
    long version();

    /** Wakes all waiters. */
    void raise();

    /**
     * Waits until the version is later than the one seen, at most for the given time.
     *
     * @return whether it was raised
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    boolean await(long seenVersion, Duration timeout) throws InterruptedException;
}
