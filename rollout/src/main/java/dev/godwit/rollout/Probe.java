package dev.godwit.rollout;

/**
 * How a process is asked how it is, by whatever it speaks. Answers within about a second; what goes wrong on the way means
 * no. Thread-safe.
 */
public interface Probe {
    /** Whether it can take its first request. */
    boolean ready();

    /** Whether it does its work. */
    default boolean healthy() {
        return ready();
    }
}
