package dev.godwit.engine.preflight;

import dev.godwit.core.Dialect;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.UnitRule;
import dev.godwit.core.UnitRule.Bucketing;
import dev.godwit.core.ValueKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Key and unit have types with one text for each value, and an order that does not depend on a language. */
final class KeyTypeCheck implements Check {
    private static final Set<ValueKind> KEYS = EnumSet.of(
            ValueKind.BOOLEAN,
            ValueKind.INTEGER,
            ValueKind.DECIMAL,
            ValueKind.TEXT,
            ValueKind.BYTES,
            ValueKind.DATE,
            ValueKind.TIMESTAMP,
            ValueKind.TIMESTAMP_WITH_ZONE,
            ValueKind.UUID);
    private static final Set<ValueKind> UNITS =
            EnumSet.of(ValueKind.BOOLEAN, ValueKind.INTEGER, ValueKind.TEXT, ValueKind.UUID);
    private static final Set<ValueKind> NUMBERS = EnumSet.of(ValueKind.INTEGER);

    /** What is declared as another type is kept as one of these, or as anything. */
    private static final Set<ValueKind> OF_SQLITE = EnumSet.of(ValueKind.INTEGER, ValueKind.TEXT);

    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TableInStore table : context.tables()) {
            judge(table, table.keyNames(), KEYS, ErrorCode.KEY_TYPE, problems);
            judge(table, table.unitNames(), unitKinds(table.entity().unit()), ErrorCode.UNIT_TYPE, problems);
        }
        return problems;
    }

    private static Set<ValueKind> unitKinds(UnitRule rule) {
        return switch (rule) {
            case UnitRule.Columns columns -> UNITS;
            case UnitRule.Whole whole -> Set.of();
            case UnitRule.Bucket bucket -> bucket.bucketing() == Bucketing.MODULO ? NUMBERS : UNITS;
            case UnitRule.Through through -> KEYS;
        };
    }

    private static void judge(
            TableInStore table, List<String> names, Set<ValueKind> kinds, ErrorCode code, List<Problem> problems) {
        names.stream()
                .flatMap(name -> table.facts().column(name).stream())
                .flatMap(column -> judge(table, column, kinds, code).stream())
                .forEach(problems::add);
    }

    private static Optional<Problem> judge(
            TableInStore table, ColumnFacts column, Set<ValueKind> kinds, ErrorCode code) {
        boolean hasOneText = table.store().dialect() != Dialect.SQLITE || OF_SQLITE.contains(column.kind());
        if (!kinds.contains(column.kind()) || !hasOneText) {
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
