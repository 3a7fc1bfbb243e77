package dev.godwit.spec.internal.explore;

import java.util.Arrays;

/**
 * Passes a state through 64-bit words. A state names its fields once, in a fixed order; the same calls write them or read
 * them back, so that the two can't differ. Not thread-safe.
 */
public final class Bits {
    private final long[] words;
    private final boolean everyOrder;
    private final long[] parts = new long[4];
    private boolean writing;
    private int word;
    private int used;

    /** @param everyOrder whether parts that are alike keep their order, so that states are counted once for each */
    Bits(int words, boolean everyOrder) {
        this.words = new long[words];
        this.everyOrder = everyOrder;
    }

    long[] write(World world) {
        start(true);
        Arrays.fill(words, 0);
        world.pass(this);
        return words;
    }

    void read(long[] from, World into) {
        System.arraycopy(from, 0, words, 0, words.length);
        start(false);
        into.pass(this);
    }

    private void start(boolean write) {
        writing = write;
        word = 0;
        used = 0;
    }

    /** A number from 0 to {@code max}. */
    public int number(int value, int max) {
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(max);
        if (!writing) {
            return (int) take(width);
        }
        if (value < 0 || value > max) {
            throw new IllegalStateException(value + " has no room below " + max);
        }
        put(value, width);
        return value;
    }

    public boolean flag(boolean value) {
        return number(value ? 1 : 0, 1) == 1;
    }

    /** One of an enum; {@code all} are its values. */
    public <E extends Enum<E>> E one(E value, E[] all) {
        return all[number(value.ordinal(), all.length - 1)];
    }

    /**
     * Parts that are alike: two states that differ only in which is which are one state. Right as long as no action and
     * no invariant asks for the number of such a part.
     *
     * @param width in bits, of one of them
     */
    public void alike(Part[] all, int width) {
        if (!writing) {
            for (Part part : all) {
                room(width);
                int before = used;
                part.pass(this);
                used = before + width;
            }
            return;
        }
        int outerWord = word;
        int outerUsed = used;
        long outer = words[word];
        for (int index = 0; index < all.length; index++) {
            words[word] = 0;
            used = 0;
            all[index].pass(this);
            if (used > width || word != outerWord) {
                throw new IllegalStateException("a part takes " + used + " bits, more than " + width);
            }
            parts[index] = words[word];
        }
        words[word] = outer;
        used = outerUsed;
        if (!everyOrder) {
            Arrays.sort(parts, 0, all.length);
        }
        for (int index = 0; index < all.length; index++) {
            put(parts[index], width);
        }
    }

    private void put(long value, int width) {
        room(width);
        words[word] |= value << used;
        used += width;
    }

    private long take(int width) {
        room(width);
        long value = words[word] >>> used & (1L << width) - 1;
        used += width;
        return value;
    }

    private void room(int width) {
        if (used + width > Long.SIZE) {
            word++;
            used = 0;
        }
    }
}
