package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.engine.preflight.TablePair.ColumnPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column that the database computes does not travel: each store computes its own from what did. So nothing may be lost
 * that only the source knows, and no key or unit may be computed.
 */
final class GeneratedColumnsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TableInStore table : context.tables()) {
            for (String name : table.named()) {
                table.facts()
                        .column(name)
                        .filter(ColumnFacts::generated)
                        .map(column -> problem(table, column, "the database computes this column of key or unit"))
                        .ifPresent(problems::add);
            }
        }
        for (TablePair pair : context.pairs()) {
            pair.columns().stream()
                    .flatMap(column -> lost(pair, column).stream())
                    .forEach(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> lost(TablePair pair, ColumnPair column) {
        boolean named = pair.target().named().contains(column.target().name());
        return column.target().generated() && !column.source().generated() && !named
                ? Optional.of(problem(
                        pair.target(),
                        column.target(),
                        "the target computes this column, the source stores it: the source's values would be lost"))
                : Optional.empty();
    }

    private static Problem problem(TableInStore table, ColumnFacts column, String message) {
        return Problem.error(ErrorCode.COLUMN_GENERATED, table.place(column.name()), message);
    }
}
