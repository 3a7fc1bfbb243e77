package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables are ordinary and logged. An unlogged one is emptied by a crash; statement triggers miss writes to partitions. */
final class TableKindCheck implements Check {
    private static final String ORDINARY = "table";
    private static final Set<String> PARTITIONED = Set.of("partitioned table", "partition");

    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(TableKindCheck::judge);
    }

    private static Optional<Problem> judge(TableInStore table) {
        String kind = table.facts().kind();
        if (PARTITIONED.contains(kind)) {
            return Optional.of(Problem.error(
                    ErrorCode.TABLE_PARTITIONED,
                    table.place(),
                    "this is a " + kind + ": writes that name a partition would be missed"));
        }
        if (!kind.equals(ORDINARY)) {
            return Optional.of(Problem.error(ErrorCode.TABLE_KIND, table.place(), "this is a " + kind));
        }
        return table.facts().unlogged()
                ? Optional.of(Problem.error(
                        ErrorCode.TABLE_KIND, table.place(), "an unlogged table is emptied by a crash of its database"))
                : Optional.empty();
    }
}
