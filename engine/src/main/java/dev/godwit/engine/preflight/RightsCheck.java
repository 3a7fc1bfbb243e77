package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Godwit's role may do what a move needs, in the store and on each table. */
final class RightsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (StoreFacts store : context.stores()) {
            if (!store.missingRights().isEmpty()) {
                problems.add(problem("store " + store.store(), store.missingRights()));
            }
        }
        problems.addAll(context.eachTable(table -> table.facts().missingRights().isEmpty()
                ? Optional.empty()
                : Optional.of(problem(table.place(), table.facts().missingRights()))));
        return problems;
    }

    private static Problem problem(String place, List<String> missing) {
        return Problem.error(ErrorCode.STORE_RIGHTS_MISSING, place, "the role lacks: " + String.join(", ", missing));
    }
}
