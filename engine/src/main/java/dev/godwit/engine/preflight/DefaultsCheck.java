package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.engine.preflight.TablePair.ColumnPair;
import java.util.ArrayList;
import java.util.List;

/** Worth knowing: inserts that leave a column to the source's default, but can't to the target's, fail after the
 * cutover. */
final class DefaultsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TablePair pair : context.pairs()) {
            for (ColumnPair column : pair.columns()) {
                if (isFilled(column.source())
                        && !isFilled(column.target())
                        && !column.target().nullable()) {
                    problems.add(Problem.warning(
                            ErrorCode.COLUMN_NOT_NULL,
                            pair.target().place(column.target().name()),
                            "the source has a default here, the target has not: after the cutover, inserts that leave"
                                    + " it out fail"));
                }
            }
        }
        return problems;
    }

    private static boolean isFilled(ColumnFacts column) {
        return column.hasDefault() || column.identity() || column.generated();
    }
}
