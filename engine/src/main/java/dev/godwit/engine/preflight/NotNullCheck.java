package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.engine.preflight.TablePair.ColumnPair;
import java.util.ArrayList;
import java.util.List;

/** A NULL of the source fits into the target. */
final class NotNullCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TablePair pair : context.pairs()) {
            for (ColumnPair column : pair.columns()) {
                if (column.source().nullable() && !column.target().nullable()) {
                    problems.add(Problem.error(
                            ErrorCode.COLUMN_NOT_NULL,
                            pair.target().place(column.target().name()),
                            "the source allows NULL here, the target does not"));
                }
            }
        }
        return problems;
    }
}
