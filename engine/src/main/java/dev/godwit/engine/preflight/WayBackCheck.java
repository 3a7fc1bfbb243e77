package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.engine.preflight.TablePair.ColumnPair;
import java.util.ArrayList;
import java.util.List;

/** Worth knowing: what the target takes and the source does not. Such a value, once written after the cutover, stops the
 * mirroring back. */
final class WayBackCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        if (!context.plan().cutover().wayBack()) {
            return problems;
        }
        for (TablePair pair : context.pairs()) {
            for (ColumnPair column : pair.columns()) {
                judge(pair, column, problems);
            }
            for (ColumnFacts column : pair.target().facts().columns()) {
                if (pair.source().counterpart(pair.target(), column).isEmpty() && !column.generated()) {
                    problems.add(warning(ErrorCode.COLUMN_EXTRA, pair, column, "its values do not travel back"));
                }
            }
        }
        return problems;
    }

    private static void judge(TablePair pair, ColumnPair column, List<Problem> problems) {
        if (column.target().nullable() && !column.source().nullable()) {
            problems.add(
                    warning(ErrorCode.COLUMN_NOT_NULL, pair, column.target(), "a NULL written here can't travel back"));
        }
        if (TypeFit.of(pair, column) == TypeFit.WIDER || TypeFit.ofWayBack(pair, column) == TypeFit.VALUES_DECIDE) {
            problems.add(warning(
                    ErrorCode.COLUMN_TYPE,
                    pair,
                    column.target(),
                    "a value that does not fit " + column.source().declaredType() + " can't travel back"));
        }
    }

    private static Problem warning(ErrorCode code, TablePair pair, ColumnFacts column, String consequence) {
        return Problem.warning(code, pair.target().place(column.name()), consequence);
    }
}
