package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;
import java.util.Set;

/** No column refers to large objects, which live outside the table and would stay behind. */
final class LargeObjectsCheck implements Check {
    private static final Set<String> TYPES = Set.of("oid", "lo");

    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.tables().stream()
                .flatMap(table -> table.facts().columns().stream()
                        .filter(column -> TYPES.contains(column.type()))
                        .map(column -> Problem.error(
                                ErrorCode.COLUMN_TYPE,
                                table.place(column.name()),
                                "type " + column.type() + " can refer to large objects, which would stay behind")))
                .toList();
    }
}
