package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import java.util.ArrayList;
import java.util.List;

/** What the source has, the target can take: each of its columns is there. */
final class MissingColumnsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TablePair pair : context.pairs()) {
            for (ColumnFacts column : pair.source().facts().columns()) {
                if (pair.target().counterpart(pair.source(), column).isEmpty()
                        && !column.generated()
                        && !isNamed(pair, column)
                        && !isDropped(pair, column)) {
                    problems.add(Problem.error(
                            ErrorCode.COLUMN_MISSING,
                            pair.target().place(column.name()),
                            pair.target().facts().column(column.name()).isPresent()
                                    ? "the plan gives it a constant, and the source has this column too: name it under"
                                            + " 'drop' as well"
                                    : "the source has this column (" + column.declaredType()
                                            + "), the target has not"));
                }
            }
        }
        return problems;
    }

    private static boolean isDropped(TablePair pair, ColumnFacts column) {
        return pair.source().entity().mapping().dropped().contains(pair.source().planName(column));
    }

    /** Key and unit columns are {@link NamedColumnsCheck}'s. */
    private static boolean isNamed(TablePair pair, ColumnFacts column) {
        return pair.source().named().contains(column.name());
    }
}
