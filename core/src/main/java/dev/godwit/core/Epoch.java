package dev.godwit.core;

/**
 * A number that only grows. The placement and each fence row count their own; only epochs of the same record are
 * compared, and every change takes the next one by compare-and-set on the old.
 *
 * @param value 0 or more; 0 means "before the first"
 */
public record Epoch(long value) implements Comparable<Epoch> {
    public static final Epoch ZERO = new Epoch(0);

    public Epoch {
        if (value < 0) {
            throw new IllegalArgumentException("an epoch is never negative: " + value);
        }
    }

    public Epoch next() {
        return new Epoch(value + 1);
    }

    /**
     * The one before.
     *
     * @throws IllegalArgumentException when this is {@link #ZERO}
     */
    public Epoch previous() {
        return new Epoch(value - 1);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
