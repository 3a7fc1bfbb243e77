package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import java.util.List;

/** No column is computed by the database: the mover could not write it. */
final class GeneratedColumnsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.tables().stream()
                .flatMap(table -> table.facts().columns().stream()
                        .filter(ColumnFacts::generated)
                        .map(column -> Problem.error(
                                ErrorCode.COLUMN_GENERATED,
                                table.place(column.name()),
                                "the database computes this column")))
                .toList();
    }
}
