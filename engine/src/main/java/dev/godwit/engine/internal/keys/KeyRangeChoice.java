package dev.godwit.engine.internal.keys;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.KeySequence;
import dev.godwit.core.Side;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Chooses ranges by what the sequences and the greatest keys are now. Pure.
 *
 * <p>The store that keeps the lower range gets as many values as are used already, at least a million, and at most half
 * of those that the column still has; a bound far above would make keys that people and other languages read badly.
 */
public sealed interface KeyRangeChoice {
    /** Both stores have room. */
    record Chosen(KeyRange range) implements KeyRangeChoice {}

    /** There is no way to keep them apart. */
    record Impossible(ErrorCode code, String reason) implements KeyRangeChoice {}

    /** At least so many values for each store, or a hundredth of those that are used. */
    long SHARE_MIN = 1_000;

    /** So many where there is room. */
    long SHARE_USUAL = 1_000_000;

    /** The first choice: the target goes on above the source, unless the source's numbering follows the target's rows. */
    static KeyRangeChoice first(
            String key,
            KeySequence source,
            KeySequence target,
            OptionalLong greatestSource,
            OptionalLong greatestTarget) {
        Optional<Impossible> unfit = unfit(source).or(() -> unfit(target));
        if (unfit.isPresent()) {
            return unfit.get();
        }
        if (source.followsRows() && target.followsRows()) {
            return new Impossible(
                    ErrorCode.KEY_GENERATED_TWICE,
                    "both " + source.name() + " and " + target.name()
                            + " go on after the greatest row, whoever wrote it");
        }
        long used = LongStream.of(
                        0,
                        source.last().orElse(0),
                        target.last().orElse(0),
                        greatestSource.orElse(0),
                        greatestTarget.orElse(0))
                .max()
                .orElse(0);
        return above(key, source.followsRows() ? Side.SOURCE : Side.TARGET, used, used, limit(source, target));
    }

    /**
     * The next one, when the lower store has nearly used its range: it goes on above the other one, which gets the room
     * up to there.
     */
    static KeyRangeChoice next(KeyRange now, KeySequence lower, KeySequence upper) {
        if (upper.followsRows()) {
            return new Impossible(
                    ErrorCode.KEY_RANGE_TOO_SMALL,
                    upper.name() + " goes on after the greatest row, so it has to stay above");
        }
        long used = Math.max(Math.max(now.bound(), lower.last().orElse(0)), upper.next() - 1);
        return above(now.key(), now.lower(), used, used, limit(lower, upper));
    }

    private static KeyRangeChoice above(String key, Side upper, long floor, long used, long limit) {
        long share = Math.min(Math.max(SHARE_USUAL, used), (limit - used) / 2);
        if (share < Math.max(SHARE_MIN, used / 100)) {
            return new Impossible(
                    ErrorCode.KEY_RANGE_TOO_SMALL,
                    String.format(
                            Locale.ROOT, "of the %,d values that both stores can take %,d are used", limit, used));
        }
        return new Chosen(new KeyRange(key, upper, floor, used + share));
    }

    /** Keys of both stores travel to the other one. */
    private static long limit(KeySequence one, KeySequence other) {
        return Math.min(one.limit(), other.limit());
    }

    private static Optional<Impossible> unfit(KeySequence sequence) {
        if (sequence.limit() <= 0) {
            return unfit(sequence, "does not make smallint, integer or bigint");
        }
        if (sequence.step() <= 0) {
            return unfit(sequence, "counts down");
        }
        if (sequence.cycles()) {
            return unfit(sequence, "begins again after its last value");
        }
        if (!sequence.movable() && sequence.followsRows()) {
            return unfit(sequence, "has no AUTOINCREMENT, so nobody can tell it where to go on");
        }
        return sequence.movable()
                ? Optional.empty()
                : Optional.of(
                        new Impossible(ErrorCode.STORE_RIGHTS_MISSING, "lacks UPDATE on sequence " + sequence.name()));
    }

    private static Optional<Impossible> unfit(KeySequence sequence, String why) {
        return Optional.of(new Impossible(ErrorCode.KEY_GENERATED_TWICE, sequence.name() + " " + why));
    }
}
