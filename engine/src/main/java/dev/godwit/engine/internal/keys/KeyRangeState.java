package dev.godwit.engine.internal.keys;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.KeySequence;
import dev.godwit.core.Problem;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the sequences of both stores are in their ranges. Pure.
 *
 * @param lowerStore its name, as that of the upper one
 */
public record KeyRangeState(
        KeyRange range, String lowerStore, KeySequence lower, String upperStore, KeySequence upper) {
    private static final int NEARLY_USED_PERCENT = 80;

    /** Whether both go on in their ranges. */
    boolean isSet() {
        return upper.next() > range.bound() && lower.next() > range.floor();
    }

    /** Whether a key may have been handed out in both stores. */
    boolean left() {
        return lowerLeft() || (upper.next() <= range.bound() && upper.last().isPresent());
    }

    private boolean lowerLeft() {
        return lower.last().orElse(0) > range.bound();
    }

    /** Whether it is time to look for another range. */
    boolean nearlyUsed() {
        return range.percentUsed(lower.last().orElse(0)) >= NEARLY_USED_PERCENT;
    }

    /** What somebody should know, if there is something. */
    public Optional<Problem> problem() {
        if (lowerLeft()) {
            return Optional.of(Problem.error(
                    ErrorCode.KEY_RANGE_LEFT,
                    place(lowerStore),
                    words(
                            "%s has handed out %,d, and from %,d on keys are those of %s",
                            lower.name(), lower.last().orElse(0), range.bound() + 1, upperStore)));
        }
        if (upper.next() <= range.bound()) {
            return Optional.of(Problem.error(
                    ErrorCode.KEY_RANGE_LEFT,
                    place(upperStore),
                    words(
                            "%s goes on at %,d, and keys up to %,d are those of %s",
                            upper.name(), upper.next(), range.bound(), lowerStore)));
        }
        return nearlyUsed()
                ? Optional.of(Problem.warning(
                        ErrorCode.KEY_RANGE_TOO_SMALL,
                        place(lowerStore),
                        words(
                                "%s has handed out %,d, and from %,d on keys are those of %s",
                                lower.name(), lower.last().orElse(0), range.bound() + 1, upperStore)))
                : Optional.empty();
    }

    /** For the status. */
    String inWords() {
        return words(
                "%s: %s up to %,d (%d %% used), %s above",
                range.key(),
                lowerStore,
                range.bound(),
                range.percentUsed(lower.last().orElse(0)),
                upperStore);
    }

    private String place(String store) {
        return store + ": " + range.key();
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
