package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import java.util.ArrayList;
import java.util.List;

/** What a database says of itself that keeps it from a move: from any, or only from one to another kind of database. */
final class UnfitStoresCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        boolean otherKinds =
                context.stores().stream().map(StoreFacts::dialect).distinct().count() > 1;
        List<Problem> problems = new ArrayList<>();
        for (StoreFacts store : context.stores()) {
            store.unfit().forEach(reason -> problems.add(problem(store, reason)));
            if (otherKinds) {
                store.strays().forEach(reason -> problems.add(problem(store, reason)));
            }
        }
        return problems;
    }

    private static Problem problem(StoreFacts store, String reason) {
        return Problem.error(ErrorCode.STORE_UNFIT, "store " + store.store(), reason);
    }
}
