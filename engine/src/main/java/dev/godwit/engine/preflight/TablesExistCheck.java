package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import java.util.ArrayList;
import java.util.List;

/** Each entity's table exists in both stores. */
final class TablesExistCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (StoreFacts store : context.stores()) {
            for (Entity entity : context.plan().keyspace().entities()) {
                if (!store.tables().containsKey(entity.name())) {
                    problems.add(Problem.error(
                            ErrorCode.TABLE_MISSING,
                            store.store() + ": " + entity.tableIn(store.store()),
                            "there is no such table for entity " + entity.name()));
                }
            }
        }
        return problems;
    }
}
