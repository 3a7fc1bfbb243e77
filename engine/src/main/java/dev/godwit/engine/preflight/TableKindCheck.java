package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables are whole and logged: no single partition, and none that a crash empties. */
final class TableKindCheck implements Check {
    private static final Set<String> SUPPORTED = Set.of("table", "partitioned table");

    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(TableKindCheck::judge);
    }

    private static Optional<Problem> judge(TableInStore table) {
        String kind = table.facts().kind();
        if (kind.equals("partition")) {
            return Optional.of(
                    Problem.error(ErrorCode.TABLE_PARTITIONED, table.place(), "this is a partition of another table"));
        }
        if (!SUPPORTED.contains(kind)) {
            return Optional.of(Problem.error(ErrorCode.TABLE_KIND, table.place(), "this is a " + kind));
        }
        return table.facts().unlogged()
                ? Optional.of(Problem.error(
                        ErrorCode.TABLE_KIND, table.place(), "an unlogged table is emptied by a crash of its database"))
                : Optional.empty();
    }
}
