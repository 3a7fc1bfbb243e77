package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Chunk;
import dev.godwit.core.CopyCursor;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RowBatch;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.internal.Identifiers;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes rows of a unit into its mirror, as the mover that has shown its right. Thread-safe. */
final class MirrorRows {
    private static final int KEYS_NAMED_MAX = 5;

    private final StoreName store;
    private final StoreObjects objects;
    private final EntityTables tables;
    private final SqliteTransactions transactions;
    private final MoverGate gate;

    MirrorRows(StoreName store, StoreObjects objects, EntityTables tables, SqliteTransactions transactions) {
        this.store = store;
        this.objects = objects;
        this.tables = tables;
        this.transactions = transactions;
        this.gate = new MoverGate(store, objects, transactions);
    }

    void writeChunk(MoverRight right, RowShape shape, Chunk chunk) {
        tables.with(
                shape.entity(),
                table -> gate.write(right, sql -> {
                    if (!chunk.isEmpty() && shape.pointsToItself()) {
                        writeAgain(sql, right.unit(), shape, table, chunk.rows());
                    } else if (!chunk.isEmpty()) {
                        insert(sql, right, shape, table, chunk.rows());
                    }
                    moveCursor(sql, right, shape.entity().name(), chunk);
                    return chunk;
                }));
    }

    private void insert(Sql sql, MoverRight right, RowShape shape, EntityTable table, RowBatch rows)
            throws SQLException {
        Travel travel = Travels.of(store, shape, table);
        try (PreparedStatement statement = sql.connection().prepareStatement(insertion(shape, table))) {
            for (int row = 0; row < rows.count(); row++) {
                travel.bind(statement, rows, row);
                try {
                    statement.executeUpdate();
                } catch (SQLException e) {
                    throw SqliteFailures.duplicate(e) ? duplicate(sql, right.unit(), shape, table, rows, e) : e;
                }
            }
        }
    }

    /** Says which keys of a refused chunk belong to other units, for that is what an operator has to look at. */
    private SQLException duplicate(
            Sql sql, UnitId unit, RowShape shape, EntityTable table, RowBatch rows, SQLException refusal)
            throws SQLException {
        Travel travel = Travels.of(store, shape, table);
        List<String> foreign = new ArrayList<>();
        try (PreparedStatement statement = sql.connection()
                .prepareStatement("with arriving (" + columns(shape) + ") as (values ("
                        + EntityTable.parameters(shape.columns().size()) + ")) select " + table.keyText("t")
                        + table.from() + "join arriving as a on "
                        + table.key().stream()
                                .map(column -> column.of("t") + " = " + column.of("a"))
                                .collect(Collectors.joining(" and "))
                        + " where " + table.unit().text("t") + " is not ?")) {
            for (int row = 0; row < rows.count() && foreign.size() < KEYS_NAMED_MAX; row++) {
                travel.bind(statement, rows, row);
                statement.setString(shape.columns().size() + 1, unit.value());
                try (var found = statement.executeQuery()) {
                    if (found.next()) {
                        foreign.add(found.getString(1));
                    }
                }
            }
        }
        if (!foreign.isEmpty()) {
            throw new GodwitException(
                    ErrorCode.KEY_OWNED_BY_OTHER_UNIT,
                    "store " + store + ", table " + table.table() + " has rows of other units with keys of unit " + unit
                            + ": " + foreign,
                    refusal);
        }
        return refusal;
    }

    ApplyResult apply(MoverRight right, RowShape shape, CurrentRows rows) {
        if (rows.presentKeys().isEmpty() && rows.absentKeys().isEmpty()) {
            return new ApplyResult(0, 0, List.of());
        }
        return tables.with(shape.entity(), table -> apply(right, shape, rows, table));
    }

    private ApplyResult apply(MoverRight right, RowShape shape, CurrentRows rows, EntityTable table) {
        List<Parking> parked = new ArrayList<>();
        while (true) {
            try {
                return gate.write(right, sql -> {
                    int deleted = delete(sql, right.unit(), table, rows.absentKeys());
                    for (Parking place : parked) {
                        place.park(sql, table, right.unit(), rows.presentKeys());
                    }
                    List<Key> foreign = upsert(sql, right.unit(), shape, table, rows.present()).stream()
                            .map(row -> rows.presentKeys().get(row))
                            .toList();
                    return new ApplyResult(rows.presentKeys().size() - foreign.size(), deleted, foreign);
                });
            } catch (GodwitException e) {
                Optional<Parking> place = Parking.of(e, table, transactions);
                if (place.isEmpty() || parked.contains(place.get())) {
                    throw e;
                }
                parked.add(place.get());
            }
        }
    }

    private static int delete(Sql sql, UnitId unit, EntityTable table, List<Key> keys) throws SQLException {
        String statement = "delete" + table.from() + "where " + table.isKey("t") + " and "
                + table.unit().is("t");
        int deleted = 0;
        for (Key key : keys) {
            List<Object> parameters = new ArrayList<>(table.keyValues(key));
            parameters.addAll(table.unit().values(unit));
            deleted += sql.update(statement, parameters.toArray());
        }
        return deleted;
    }

    /** Rows of a table that points to itself may have been brought before, because others point to them. */
    private void writeAgain(Sql sql, UnitId unit, RowShape shape, EntityTable table, RowBatch rows)
            throws SQLException {
        if (!upsert(sql, unit, shape, table, rows).isEmpty()) {
            throw new GodwitException(
                    ErrorCode.KEY_OWNED_BY_OTHER_UNIT,
                    "store " + store + ", table " + table.table() + " has rows of other units with keys of unit "
                            + unit);
        }
    }

    /** Gives the numbers of those rows whose keys belong to another unit here. */
    private List<Integer> upsert(Sql sql, UnitId unit, RowShape shape, EntityTable table, RowBatch rows)
            throws SQLException {
        Travel travel = Travels.of(store, shape, table);
        List<Integer> foreign = new ArrayList<>();
        try (PreparedStatement statement = sql.connection().prepareStatement(upsertion(shape, table))) {
            List<Object> ofUnit = table.unit().values(unit);
            for (int row = 0; row < rows.count(); row++) {
                travel.bind(statement, rows, row);
                for (int i = 0; i < ofUnit.size(); i++) {
                    Values.bind(statement, shape.columns().size() + 1 + i, ofUnit.get(i));
                }
                if (statement.executeUpdate() == 0) {
                    foreign.add(row);
                }
            }
        }
        return foreign;
    }

    private String upsertion(RowShape shape, EntityTable table) {
        List<String> keys = shape.entity().key();
        String assignments = shape.compared().stream()
                .filter(column -> !keys.contains(column.name()))
                .map(column -> name(shape, column) + " = excluded." + name(shape, column))
                .collect(Collectors.joining(", "));
        // A row that is nothing but its key is there or not; naming the key keeps its unit's condition in the
        // statement.
        String set = assignments.isEmpty()
                ? name(shape, keys.getFirst()) + " = " + name(shape, keys.getFirst())
                : assignments;
        return insertion(shape, table) + " on conflict (" + table.keyNames() + ") do update set " + set + " where "
                + table.unit().is("t");
    }

    private String insertion(RowShape shape, EntityTable table) {
        return "insert into " + table.table() + " as t (" + columns(shape) + ") values ("
                + EntityTable.parameters(shape.columns().size()) + ")";
    }

    private String columns(RowShape shape) {
        return shape.columns().stream().map(column -> name(shape, column)).collect(Collectors.joining(", "));
    }

    private String name(RowShape shape, RowShape.Column column) {
        return name(shape, column.name());
    }

    private String name(RowShape shape, String column) {
        return Identifiers.quote(shape.entity().columnIn(store, column));
    }

    private void moveCursor(Sql sql, MoverRight right, EntityName entity, Chunk chunk) throws SQLException {
        sql.update(
                "insert into " + objects.copyCursor()
                        + " as c (unit, entity, token, after_key, done, rows) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (unit, entity) do update set token = excluded.token,"
                        + " after_key = coalesce(excluded.after_key, c.after_key),"
                        + " done = excluded.done, rows = c.rows + excluded.rows",
                right.unit().value(),
                entity.value(),
                right.token().number(),
                chunk.lastKey().map(Key::text).orElse(null),
                chunk.isEmpty(),
                chunk.rows().count());
    }

    List<CopyCursor> cursors(UnitId unit) {
        return transactions.read(sql -> sql.query(
                "select entity, after_key, done, rows from " + objects.copyCursor() + " where unit = ? order by entity",
                row -> new CopyCursor(
                        new EntityName(row.getString(1)),
                        Optional.ofNullable(row.getString(2)).map(Key::new),
                        row.getBoolean(3),
                        row.getLong(4)),
                unit.value()));
    }

    /** Those rows first to which no other row of the table points; of rows that point in a circle all at once. */
    int remove(MoverRight right, RowShape shape, int maxRows) {
        return tables.with(shape.entity(), table -> {
            int removed = remove(right, shape, table, isLeaf(shape, table), maxRows);
            return removed == 0 && shape.pointsToItself()
                    ? remove(right, shape, table, "", Integer.MAX_VALUE)
                    : removed;
        });
    }

    private int remove(MoverRight right, RowShape shape, EntityTable table, String condition, int maxRows) {
        return gate.write(right, sql -> {
            sql.update(
                    "delete from " + objects.copyCursor() + " where unit = ? and entity = ?",
                    right.unit().value(),
                    shape.entity().name().value());
            List<Object> parameters = new ArrayList<>(table.unit().values(right.unit()));
            parameters.add((long) maxRows);
            return sql.update(
                    "delete" + table.from() + "where (" + table.keyColumns("t") + ") in (select "
                            + table.keyColumns("o") + " from " + table.table() + " as o where "
                            + table.unit().is("o") + condition + " limit ?)",
                    parameters.toArray());
        });
    }

    /** No other row points to the one of alias {@code o}. */
    private String isLeaf(RowShape shape, EntityTable table) {
        return shape.parents().stream()
                .filter(link -> link.parent().equals(shape.entity().name()))
                .map(link -> " and not exists (select 1 from " + table.table() + " as c where (" + table.keyColumns("c")
                        + ") <> (" + table.keyColumns("o") + ") and "
                        + IntStream.range(0, link.columns().size())
                                .mapToObj(i -> "c." + name(shape, link.columns().get(i)) + " = "
                                        + table.key().get(i).of("o"))
                                .collect(Collectors.joining(" and "))
                        + ")")
                .collect(Collectors.joining());
    }
}
