package dev.godwit.simulation.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.ErrorKind;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.Stored.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What users and operators were told, and whether it is true. */
final class Testimony {
    private final Truth truth;
    private final Watch watch;
    private final Coverage coverage;
    private final BooleanSupplier attentionAllowed;

    Testimony(Truth truth, Watch watch, Coverage coverage, BooleanSupplier attentionAllowed) {
        this.truth = truth;
        this.watch = watch;
        this.coverage = coverage;
        this.attentionAllowed = attentionAllowed;
    }

    /** What a reader has seen: whether that fits the unit's rows at a moment. */
    record Reading(String seen, Predicate<Map<Key, String>> fits) {}

    static Reading ofKey(UnitId unit, Key key, Optional<String> value) {
        return new Reading(
                unit + "." + key + " = " + value.orElse("nothing"),
                rows -> Optional.ofNullable(rows.get(key)).equals(value));
    }

    static Reading ofUnit(List<Row> rows) {
        Map<Key, String> seen = new HashMap<>();
        rows.forEach(row -> seen.put(row.key(), row.value()));
        return new Reading(seen.toString(), seen::equals);
    }

    /**
     * Judges a read.
     *
     * @param from the moment of truth at which the read began
     */
    void hasRead(UnitId unit, long from, Reading reading, String who) {
        List<Map<Key, String>> current = truth.between(unit, from, truth.moment());
        if (current.stream().noneMatch(reading.fits())) {
            watch.report(
                    Invariant.READS_LINEARIZABLE,
                    who + " has read " + reading.seen() + "; true meanwhile was " + current);
        }
    }

    void hasScattered(long from, List<Row> rows, String who) {
        Map<UnitId, List<Row>> byUnit = new HashMap<>();
        rows.forEach(row ->
                byUnit.computeIfAbsent(row.unit(), same -> new ArrayList<>()).add(row));
        for (UnitId unit : truth.units()) {
            hasRead(unit, from, ofUnit(byUnit.getOrDefault(unit, List.of())), who + " scatters, unit " + unit);
        }
    }

    void wasAcknowledged(String value, String who) {
        if (!truth.hasCommitted(value)) {
            watch.report(Invariant.ANSWERS_TRUE, who + " was acknowledged and has not happened: " + value);
        }
    }

    void failedForCertain(String value, String who) {
        if (truth.hasCommitted(value)) {
            watch.report(Invariant.ANSWERS_TRUE, who + " has failed and happened nevertheless: " + value);
        }
    }

    /** Errors are part of life, but none may say that Godwit is wrong. */
    void heard(GodwitException error, String who) {
        coverage.met(error.code());
        boolean wrong = error.code().kind() == ErrorKind.BUG && error.code() != ErrorCode.FENCE_LOST;
        if (wrong || (error.code() == ErrorCode.FENCE_LOST && !attentionAllowed.getAsBoolean())) {
            watch.report(Invariant.NO_BUG, who + ": " + error.describe());
        }
    }
}
