package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;
import java.util.Optional;

/** The rows of a unit are found without reading the whole table. */
final class UnitIndexCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> isIndexed(table)
                ? Optional.empty()
                : Optional.of(Problem.error(
                        ErrorCode.UNIT_NOT_INDEXED,
                        table.place(table.entity().unit().columns().getFirst()),
                        "no index begins with the unit column")));
    }

    private static boolean isIndexed(TableInStore table) {
        String unit = table.entity().unit().columns().getFirst();
        return table.unitColumn().isEmpty()
                || table.facts().indexes().stream()
                        .filter(index -> index.valid() && !index.partial())
                        .anyMatch(index -> index.columns().indexOf(unit) == 0);
    }
}
