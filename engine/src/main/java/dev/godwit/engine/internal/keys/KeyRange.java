package dev.godwit.engine.internal.keys;

import dev.godwit.core.Side;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which store hands out which values of a key column. The lower store has those above {@code floor} up to {@code bound},
 * the upper one all above {@code bound}.
 *
 * @param key as {@link KeyColumn#name}
 * @param upper the store that has the greater values
 */
public record KeyRange(String key, Side upper, long floor, long bound) {
    private static final int PARTS = 4;

    public Side lower() {
        return upper.other();
    }

    /** How much of the lower store's range is used, when it handed out this value last. */
    int percentUsed(long last) {
        return last <= floor ? 0 : (int) Math.min(999, Math.round(100.0 * (last - floor) / (bound - floor)));
    }

    /** For the journal. */
    String inWords(String lowerStore, String upperStore) {
        return String.format(
                Locale.ROOT,
                "%s: %s hands out %,d to %,d, %s those above",
                key,
                lowerStore,
                floor + 1,
                bound,
                upperStore);
    }

    /** For the control store. */
    public static String text(List<KeyRange> ranges) {
        return ranges.stream()
                .map(range -> range.upper + " " + range.floor + " " + range.bound + " " + range.key)
                .collect(Collectors.joining("\n"));
    }

    /** What {@link #text} wrote. */
    public static List<KeyRange> parse(String text) {
        return text.lines()
                .map(line -> line.split(" ", PARTS))
                .map(parts -> new KeyRange(
                        parts[3], Side.valueOf(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                .toList();
    }
}
