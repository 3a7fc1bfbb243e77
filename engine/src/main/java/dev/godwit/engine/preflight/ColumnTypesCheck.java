package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.engine.preflight.TablePair.ColumnPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every value of the source fits into the target, unchanged. */
final class ColumnTypesCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TablePair pair : context.pairs()) {
            for (ColumnPair column : pair.columns()) {
                judge(pair, column).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<Problem> judge(TablePair pair, ColumnPair column) {
        String place = pair.target().place(column.target().name());
        String types = "the source has " + column.source().declaredType() + ", the target "
                + column.target().declaredType();
        return switch (TypeFit.of(pair, column)) {
            case SAME, WIDER -> Optional.empty();
            case VALUES_DECIDE ->
                Optional.of(Problem.warning(
                        ErrorCode.COLUMN_TYPE,
                        place,
                        types + ": a value that only the source takes stops its unit when it comes"));
            case TOO_SHORT -> Optional.of(Problem.error(ErrorCode.COLUMN_LENGTH, place, types));
            case DIFFERENT -> Optional.of(Problem.error(ErrorCode.COLUMN_TYPE, place, types));
        };
    }
}
