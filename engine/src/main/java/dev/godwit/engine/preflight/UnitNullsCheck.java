package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;
import java.util.Optional;

/** Each row has a unit. */
final class UnitNullsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> table.facts().nullUnits()
                ? Optional.of(Problem.error(
                        ErrorCode.UNIT_NULL,
                        table.place(String.join(", ", table.unitNames())),
                        "there are rows whose unit is NULL"))
                : Optional.empty());
    }
}
