package dev.godwit.engine.internal.unit;

import java.time.Duration;

/**
 * How many units are worked on together: more as long as that takes little time, half as many as soon as it takes too
 * much. Additive increase, multiplicative decrease, as in TCP congestion control (RFC 5681). Thread-safe.
 */
final class GroupSize {
    private static final int SMALLEST = 8;
    private static final int FIRST = 16;
    private static final int LARGEST = 64;
    private static final int INCREASE = 16;

    private final Duration wanted;
    private int units = FIRST;

    /** @param wanted the longest that one group should take */
    GroupSize(Duration wanted) {
        this.wanted = wanted;
    }

    synchronized int units() {
        return units;
    }

    /** A group of so many units took so long. */
    synchronized void took(int count, Duration duration) {
        if (duration.compareTo(wanted) > 0) {
            units = Math.max(SMALLEST, Math.min(units, count) / 2);
        } else if (count >= units) {
            units = Math.min(LARGEST, units + INCREASE);
        }
    }

    /** Most of a group could not be worked on together. */
    synchronized void unfit() {
        units = Math.max(SMALLEST, units / 2);
    }
}
