package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import java.util.ArrayList;
import java.util.List;

/** Columns that only the target has can be left out of a row. */
final class ExtraColumnsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TablePair pair : context.pairs()) {
            for (ColumnFacts column : pair.target().facts().columns()) {
                if (pair.source().counterpart(pair.target(), column).isEmpty()
                        && mustBeGiven(column)
                        && !isConstant(pair, column)) {
                    problems.add(Problem.error(
                            ErrorCode.COLUMN_EXTRA,
                            pair.target().place(column.name()),
                            "only the target has this column, and it takes neither NULL nor a default"));
                }
            }
        }
        return problems;
    }

    private static boolean isConstant(TablePair pair, ColumnFacts column) {
        return pair.target()
                .entity()
                .mapping()
                .constants()
                .containsKey(pair.target().planName(column));
    }

    private static boolean mustBeGiven(ColumnFacts column) {
        return !column.nullable() && !column.hasDefault() && !column.generated() && !column.identity();
    }
}
