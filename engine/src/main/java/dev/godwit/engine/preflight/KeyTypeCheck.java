package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Key and unit have a type with one text for each value and an order that does not depend on a language. */
final class KeyTypeCheck implements Check {
    private static final Set<String> TYPES =
            Set.of("smallint", "integer", "bigint", "uuid", "text", "character varying");

    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TableInStore table : context.tables()) {
            table.keyColumn()
                    .flatMap(column -> judge(table, column, ErrorCode.KEY_TYPE))
                    .ifPresent(problems::add);
            table.unitColumn()
                    .flatMap(column -> judge(table, column, ErrorCode.UNIT_TYPE))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> judge(TableInStore table, ColumnFacts column, ErrorCode code) {
        if (!TYPES.contains(column.type())) {
            return Optional.of(Problem.error(code, table.place(column.name()), "type " + column.declaredType()));
        }
        return column.deterministicCollation()
                ? Optional.empty()
                : Optional.of(Problem.error(
                        code,
                        table.place(column.name()),
                        "its collation is not deterministic: two different texts can be equal"));
    }
}
