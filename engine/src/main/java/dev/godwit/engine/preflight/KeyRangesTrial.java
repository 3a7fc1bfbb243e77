package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeySequence;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.engine.internal.keys.KeyColumn;
import dev.godwit.engine.internal.keys.KeyRangeChoice;
import dev.godwit.engine.internal.keys.KeyRangeChoice.Chosen;
import dev.godwit.engine.internal.keys.KeyRangeChoice.Impossible;
import dev.godwit.engine.internal.keys.KeyRanges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tries out the choice of key ranges that the start of the migration would make. Stateless. */
final class KeyRangesTrial {
    private KeyRangesTrial() {}

    /** @param answering the stores that could be asked */
    static List<Problem> of(Plan plan, Collection<Store> stores, Collection<StoreName> answering) {
        if (plan.keys() != Plan.Keys.RANGES || !answering.containsAll(List.of(plan.source(), plan.target()))) {
            return List.of();
        }
        Store source = Preflight.named(stores, plan.source());
        Store target = Preflight.named(stores, plan.target());
        List<Problem> problems = new ArrayList<>();
        for (KeyColumn column : KeyColumn.of(plan)) {
            String place = plan.target() + ": " + column.name();
            try {
                KeyRanges.choice(column, source, target)
                        .flatMap(choice -> problem(place, choice, column, target))
                        .ifPresent(problems::add);
            } catch (GodwitException e) {
                problems.add(Problem.error(e.code(), place, "its ranges can't be chosen: " + e.getMessage()));
            }
        }
        return problems;
    }

    private static Optional<Problem> problem(String place, KeyRangeChoice choice, KeyColumn column, Store target) {
        return switch (choice) {
            case Impossible impossible ->
                Optional.of(
                        Problem.error(impossible.code(), place, "no ranges for both stores: " + impossible.reason()));
            case Chosen chosen ->
                target.keySequences()
                        .read(column.entity(), column.column())
                        .filter(sequence ->
                                sequence.held() > 1 && sequence.last().isPresent())
                        .map(sequence -> held(place, sequence));
        };
    }

    private static Problem held(String place, KeySequence sequence) {
        return Problem.warning(
                ErrorCode.KEY_GENERATED_TWICE,
                place,
                "sessions that have used " + sequence.name() + " may hold up to " + sequence.held()
                        + " values of before; let them connect again before the migration starts");
    }
}
