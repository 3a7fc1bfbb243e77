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
            report(table, table.keyNames(), "key", problems);
            report(table, table.unitNames(), "unit", problems);
        }
        return problems;
    }

    private static void report(TableInStore table, List<String> names, String role, List<Problem> problems) {
        names.stream()
                .filter(name -> table.facts().column(name).isEmpty())
                .forEach(name -> problems.add(missing(table, name, role)));
    }

    private static Problem missing(TableInStore table, String column, String role) {
        return Problem.error(
                ErrorCode.COLUMN_MISSING, table.place(column), "the plan's " + role + " column is not in the table");
    }
}
