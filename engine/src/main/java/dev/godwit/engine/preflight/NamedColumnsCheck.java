package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.ArrayList;
import java.util.List;

/** The plan's key and unit columns exist in both stores. */
final class NamedColumnsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TableInStore table : context.tables()) {
            if (table.keyColumn().isEmpty()) {
                problems.add(missing(table, table.entity().key().getFirst(), "key"));
            }
            if (table.unitColumn().isEmpty()) {
                problems.add(missing(table, table.entity().unit().columns().getFirst(), "unit"));
            }
        }
        return problems;
    }

    private static Problem missing(TableInStore table, String column, String role) {
        return Problem.error(
                ErrorCode.COLUMN_MISSING, table.place(column), "the plan's " + role + " column is not in the table");
    }
}
