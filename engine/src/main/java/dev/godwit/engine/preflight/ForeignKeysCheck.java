package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Keyspace.RowsWithoutUnit;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import dev.godwit.core.UnitRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a foreign key binds moves together: both tables are in the plan, and parent and child in the same unit. */
final class ForeignKeysCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TableInStore table : context.tables()) {
            ForeignKeyLinks links = new ForeignKeyLinks(context.plan().keyspace(), table.store());
            for (ForeignKeyFacts key : table.facts().foreignKeys()) {
                if (key.table().equals(table.facts().path())) {
                    judge(table, key, links).ifPresent(problems::add);
                    staying(context, table, key, links).ifPresent(problems::add);
                } else if (links.entityAt(key.table()).isEmpty()) {
                    problems.add(Problem.error(
                            ErrorCode.FOREIGN_KEY_OUTSIDE,
                            table.place(key.name()),
                            "rows of " + key.table() + ", which is not in the plan, point to this table"));
                }
            }
        }
        return problems;
    }

    private static Optional<Problem> judge(TableInStore table, ForeignKeyFacts key, ForeignKeyLinks links) {
        Optional<Entity> parent = links.parent(key);
        if (parent.isEmpty()) {
            return problem(
                    table,
                    key,
                    ErrorCode.FOREIGN_KEY_OUTSIDE,
                    "it points to " + key.referencedTable() + ", which is not in the plan");
        }
        if (links.link(table.entity(), key).isEmpty()) {
            return problem(
                    table,
                    key,
                    ErrorCode.FOREIGN_KEY_NOT_TO_KEY,
                    "it points to (" + String.join(", ", key.referencedColumns()) + ") of " + key.referencedTable()
                            + ", which don't hold its key ("
                            + String.join(", ", parent.get().key()) + ")");
        }
        return sameUnit(
                        table.entity(),
                        parent.get(),
                        links.link(table.entity(), key).get().columns())
                ? Optional.empty()
                : problem(
                        table,
                        key,
                        ErrorCode.FOREIGN_KEY_ACROSS_UNITS,
                        "a row and the row of " + parent.get().name()
                                + " that it points to are not always of one unit");
    }

    /** Rows without a unit stay when the reference rows that they point to go. */
    private static Optional<Problem> staying(
            PreflightContext context, TableInStore table, ForeignKeyFacts key, ForeignKeyLinks links) {
        boolean mayStay = context.plan().keyspace().rowsWithoutUnit() == RowsWithoutUnit.STAY
                && table.store().store().equals(context.plan().source())
                && table.unitNames().stream()
                        .flatMap(name -> table.facts().column(name).stream())
                        .anyMatch(ColumnFacts::nullable);
        boolean toReference = links.parent(key)
                .filter(parent -> parent.unit() instanceof UnitRule.Whole whole && whole.reference())
                .isPresent();
        return mayStay && toReference
                ? problem(
                        table,
                        key,
                        ErrorCode.FOREIGN_KEY_ACROSS_UNITS,
                        "with 'unitNull: stay' rows would stay that point to reference rows, which don't")
                : Optional.empty();
    }

    /** Whether a row and its parent can be of one unit; where both units are columns, only the rows can tell. */
    private static boolean sameUnit(Entity child, Entity parent, List<String> columns) {
        return switch (parent.unit()) {
            case UnitRule.Whole whole -> whole.reference() || child.unit().equals(whole);
            case UnitRule.Columns byColumns ->
                child.unit() instanceof UnitRule.Columns || child.unit() instanceof UnitRule.Through;
            case UnitRule.Through through ->
                child.unit() instanceof UnitRule.Columns || child.unit() instanceof UnitRule.Through;
            case UnitRule.Bucket bucket -> {
                int place = parent.key().indexOf(bucket.column());
                boolean sameBucket = place >= 0
                        && child.unit()
                                .equals(new UnitRule.Bucket(columns.get(place), bucket.bucketing(), bucket.buckets()));
                yield sameBucket || child.unit() instanceof UnitRule.Through;
            }
        };
    }

    private static Optional<Problem> problem(TableInStore table, ForeignKeyFacts key, ErrorCode code, String message) {
        return Optional.of(Problem.error(code, table.place(key.name()), message));
    }
}
