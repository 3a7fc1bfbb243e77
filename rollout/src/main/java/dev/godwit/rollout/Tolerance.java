package dev.godwit.rollout;

import java.time.Duration;

/**
 * How much slower than the running version a new one may be, and from when on that is asked. More errors than the running
 * version, and answers that differ, are never tolerated.
 *
 * @param slower the new version's 95th percentile may be so many times that of the running one
 * @param floor a 95th percentile below this is never too slow
 * @param settling for so long after its first request the new version may be as slow as it likes: caches are cold, code is
 *     not compiled yet
 */
public record Tolerance(double slower, Duration floor, Duration settling) {
    /** Twice as slow, from 10 ms on, after 5 s. */
    public static final Tolerance DEFAULT = new Tolerance(2, Duration.ofMillis(10), Duration.ofSeconds(5));

    public Tolerance {
        if (slower < 1 || floor.isNegative() || settling.isNegative()) {
            throw new IllegalArgumentException("a tolerance of " + slower + " times, " + floor + ", " + settling);
        }
    }
}
