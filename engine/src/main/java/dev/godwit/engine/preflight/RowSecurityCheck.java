package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;
import java.util.Optional;

/** Row security does not hide rows from the mover: a hidden row would look deleted. */
final class RowSecurityCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> table.facts().rowSecurityApplies()
                ? Optional.of(Problem.error(
                        ErrorCode.TABLE_ROW_SECURITY,
                        table.place(),
                        "row security hides rows from this role; they would look deleted"))
                : Optional.empty());
    }
}
