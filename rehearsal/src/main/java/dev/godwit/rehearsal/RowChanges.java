package dev.godwit.rehearsal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.Entity;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowShape.Content;
import dev.godwit.core.RowTrials.Row;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.TupleText;
import dev.godwit.core.UnitId;
import dev.godwit.core.ValueKind;
import dev.godwit.engine.preflight.RowShapes;
import dev.godwit.engine.rehearsal.Contents.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds rows of the sample that users may change: a column of a simple type that is part of no key and no constraint
 * between rows takes the value that another row has. Each change is tried in the scratch source and rolled back, so that
 * what the target refuses later is the target's fault. Stateless.
 */
final class RowChanges {
    private static final int LOOKED_AT = 5_000;
    private static final int PER_UNIT = 6;
    /** Of types in which a value has one text in every store. */
    private static final Set<String> TYPES = Set.of(
            "text", "character varying", "varchar", "smallint", "integer", "int", "bigint", "int2", "int4", "int8");

    private RowChanges() {}

    static List<RowChange> find(
            Plan plan, Store source, Store target, ApplicationStore<Connection> application, RowStatements statements) {
        StoreFacts from = source.facts();
        StoreFacts to = target.facts();
        Map<UnitId, Integer> found = new HashMap<>();
        List<RowChange> changes = new ArrayList<>();
        Set<UnitId> references = Set.copyOf(plan.references());
        for (RowShape shape : RowShapes.of(plan, from, to).values()) {
            List<Row> rows = source.rowTrials()
                    .sample(shape, LOOKED_AT)
                    .map(sample -> sample.rows())
                    .orElse(List.of());
            for (RowShape.Column column : shape.columns()) {
                if (changeable(shape, column, from, to)) {
                    int place = shape.columns().indexOf(column);
                    List<String> values = values(rows, place);
                    for (Row row : rows) {
                        String value = row.values().get(place);
                        Optional<UnitId> unit = row.unit().map(UnitId::of).filter(known -> !references.contains(known));
                        if (value == null
                                || unit.isEmpty()
                                || found.getOrDefault(unit.get(), 0) >= PER_UNIT
                                || known(changes, shape, row)) {
                            continue;
                        }
                        RowChange change = new RowChange(
                                new Place(shape.entity().name(), unit.get(), row.key()),
                                TupleText.split(
                                        row.key().text(), shape.entity().key().size()),
                                column.name(),
                                value,
                                other(values, value, column.kind()));
                        if (allowed(change, application, statements)) {
                            changes.add(change);
                            found.merge(unit.get(), 1, Integer::sum);
                        }
                    }
                }
            }
        }
        return changes;
    }

    private static boolean known(List<RowChange> changes, RowShape shape, Row row) {
        return changes.stream()
                .map(RowChange::place)
                .anyMatch(place -> place.key().equals(row.key())
                        && place.entity().equals(shape.entity().name()));
    }

    private static List<String> values(List<Row> rows, int place) {
        Set<String> values = new LinkedHashSet<>();
        for (Row row : rows) {
            String value = row.values().get(place);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    /** One that another row has, if there is any. */
    private static String other(List<String> values, String value, ValueKind kind) {
        int at = values.indexOf(value);
        if (values.size() > 1) {
            return values.get((at + 1) % values.size());
        }
        return kind == ValueKind.INTEGER ? (value.equals("0") ? "1" : "0") : "rehearsed";
    }

    private static boolean changeable(RowShape shape, RowShape.Column column, StoreFacts from, StoreFacts to) {
        Entity entity = shape.entity();
        boolean carried = column.content() instanceof Content.Carried
                && entity.mapping().transform(column.name()).isEmpty();
        return carried
                && !entity.key().contains(column.name())
                && !entity.unit().columns().contains(column.name())
                && shape.parents().stream().noneMatch(link -> link.columns().contains(column.name()))
                && simple(entity, column.name(), from)
                && simple(entity, column.name(), to);
    }

    private static boolean simple(Entity entity, String column, StoreFacts store) {
        TableFacts table =
                Optional.ofNullable(store.tables().get(entity.name())).orElseThrow();
        String name = entity.columnIn(store.store(), column);
        Optional<ColumnFacts> facts = table.column(name);
        Set<String> bound = new HashSet<>();
        table.indexes().stream().filter(index -> index.unique()).forEach(index -> bound.addAll(index.columns()));
        table.foreignKeys().forEach(link -> {
            bound.addAll(link.columns());
            bound.addAll(link.referencedColumns());
        });
        return facts.filter(found -> !found.generated()
                        && !found.identity()
                        && (found.kind() == ValueKind.TEXT || found.kind() == ValueKind.INTEGER)
                        && TYPES.contains(found.type().toLowerCase(Locale.ROOT))
                        && !bound.contains(name))
                .isPresent();
    }

    /** Tries both values and takes them back. */
    private static boolean allowed(
            RowChange change, ApplicationStore<Connection> application, RowStatements statements) {
        try (ApplicationStore.Session<Connection> session = application.begin(TransactionOptions.WRITE)) {
            Connection connection = session.connection();
            boolean there = statements.read(connection, change).equals(Optional.of(change.original()));
            boolean changes = statements.write(connection, change, change.other()) == 1
                    && statements.read(connection, change).equals(Optional.of(change.other()));
            return there && changes && !change.original().equals(change.other());
        } catch (SQLException | GodwitException e) {
            return false;
        }
    }
}
