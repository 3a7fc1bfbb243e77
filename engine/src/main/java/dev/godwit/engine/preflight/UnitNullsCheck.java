package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Keyspace.RowsWithoutUnit;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.TableFacts;
import java.util.List;
import java.util.Optional;

/** Each row has a unit, or the plan lets those stay that have none. */
final class UnitNullsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(
                table -> table.facts().rowsWithoutUnit() == 0 ? Optional.empty() : Optional.of(judge(context, table)));
    }

    private static Problem judge(PreflightContext context, TableInStore table) {
        String place = table.place(String.join(", ", table.unitNames()));
        if (context.plan().keyspace().rowsWithoutUnit() == RowsWithoutUnit.REFUSE) {
            return Problem.error(ErrorCode.UNIT_NULL, place, "there are rows whose unit is NULL");
        }
        boolean source = table.store().store().equals(context.plan().source());
        return Problem.warning(
                ErrorCode.UNIT_NULL,
                place,
                "rows whose unit is NULL stay here: " + count(table.facts())
                        + (source
                                ? ""
                                : "; nobody may write them until Godwit is removed, unless the keyspace began here"));
    }

    private static String count(TableFacts table) {
        long rows = table.rowsWithoutUnit();
        return rows < TableFacts.ROWS_WITHOUT_UNIT_MAX ? Long.toString(rows) : "%,d or more".formatted(rows);
    }
}
