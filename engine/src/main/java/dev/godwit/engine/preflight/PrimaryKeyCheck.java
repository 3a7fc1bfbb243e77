package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;
import java.util.Optional;

/** The primary key is the key of the plan. */
final class PrimaryKeyCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> table.facts().primaryKey().equals(table.keyNames())
                ? Optional.empty()
                : Optional.of(Problem.error(ErrorCode.KEY_MISSING, table.place(), describe(table))));
    }

    private static String describe(TableInStore table) {
        List<String> found = table.facts().primaryKey();
        String wanted = "the plan's key is " + String.join(", ", table.keyNames());
        return found.isEmpty()
                ? "there is no primary key; " + wanted
                : "the primary key is (" + String.join(", ", found) + "); " + wanted;
    }
}
