package dev.godwit.engine.internal.unit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Many names as one text, cut into blocks. A block has a signature: a bit for each three characters that follow one another
 * in one of its names. So only those blocks are searched that can contain what is asked for. 24 bytes for each name of 16
 * characters. Immutable.
 *
 * @see <a href="https://doi.org/10.1145/2275.357411">Signature files: Faloutsos and Christodoulakis, 1984</a>
 */
final class NameText {
    private static final char END = '\0';
    private static final int NAMES_OF_BLOCK = 64;
    private static final int WORDS_OF_SIGNATURE = 64;
    private static final int BITS_OF_SIGNATURE = WORDS_OF_SIGNATURE * Long.SIZE;
    /** Characters that make one bit. */
    private static final int GRAM = 3;

    /** END, then each name with an END after it, in order. */
    private final String text;
    /** Where blocks begin, each with the END before its first name, and where the last one ends. */
    private final int[] bounds;
    /** The signatures of the blocks, one after the other. */
    private final long[] signatures;

    private NameText(String text, int[] bounds) {
        this.text = text;
        this.bounds = bounds;
        this.signatures = new long[(bounds.length - 1) * WORDS_OF_SIGNATURE];
        for (int block = 0; block < bounds.length - 1; block++) {
            for (int start = bounds[block]; start + GRAM <= bounds[block + 1]; start++) {
                int bit = bit(text, start);
                signatures[block * WORDS_OF_SIGNATURE + bit / Long.SIZE] |= 1L << bit;
            }
        }
    }

    /**
     * The names as one text; absent when one of them contains the character that would separate them.
     *
     * @param names in order
     */
    static Optional<NameText> of(Collection<String> names) {
        StringBuilder text = new StringBuilder(names.size() * 16).append(END);
        List<Integer> bounds = new ArrayList<>();
        int count = 0;
        for (String name : names) {
            if (name.indexOf(END) >= 0) {
                return Optional.empty();
            }
            if (count++ % NAMES_OF_BLOCK == 0) {
                bounds.add(text.length() - 1);
            }
            text.append(name).append(END);
        }
        bounds.add(text.length() - 1);
        return Optional.of(new NameText(
                text.toString(), bounds.stream().mapToInt(Integer::intValue).toArray()));
    }

    /**
     * The names that contain a text, in order.
     *
     * @param after only those that come later than this name
     */
    Iterator<String> containing(String part, Optional<String> after) {
        int start = after.map(this::endOfThoseUpTo).orElse(0);
        return new Matches(part, start);
    }

    /** By bisection: the END after which the first name stands that comes later. Both bounds are always an END. */
    private int endOfThoseUpTo(String name) {
        int low = 0;
        int high = text.length() - 1;
        while (low < high) {
            int end = text.lastIndexOf(END, (low + high) >>> 1);
            int next = text.indexOf(END, end + 1);
            if (text.substring(end + 1, next).compareTo(name) <= 0) {
                low = next;
            } else {
                high = end;
            }
        }
        return low;
    }

    private static int bit(String characters, int start) {
        int hash = (characters.charAt(start) * 31 + characters.charAt(start + 1)) * 31 + characters.charAt(start + 2);
        // Neighbours differ in the low bits only; the multiplication carries them up.
        return (hash * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(BITS_OF_SIGNATURE));
    }

    private final class Matches implements Iterator<String> {
        private final String part;
        private final int[] bits;
        private int block;
        private int from;
        private int found;

        Matches(String part, int from) {
            this.part = part;
            this.bits = new int[Math.max(0, part.length() - GRAM + 1)];
            Arrays.setAll(bits, start -> bit(part, start));
            int known = Arrays.binarySearch(bounds, from);
            this.block = known >= 0 ? known : -known - 2;
            this.from = from;
            find();
        }

        private void find() {
            for (found = -1; found < 0 && block < bounds.length - 1; ) {
                int end = bounds[block + 1];
                if (canContain(block)) {
                    found = text.indexOf(part, Math.max(from, bounds[block]), end);
                }
                if (found < 0) {
                    block++;
                }
            }
        }

        private boolean canContain(int candidate) {
            for (int bit : bits) {
                if ((signatures[candidate * WORDS_OF_SIGNATURE + bit / Long.SIZE] & 1L << bit) == 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean hasNext() {
            return found >= 0;
        }

        @Override
        public String next() {
            if (found < 0) {
                throw new NoSuchElementException();
            }
            int end = text.indexOf(END, found);
            String name = text.substring(text.lastIndexOf(END, found) + 1, end);
            from = end;
            find();
            return name;
        }
    }
}
