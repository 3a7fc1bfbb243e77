package dev.godwit.jdbc.internal;

import dev.godwit.core.Chunk;
import dev.godwit.core.CopyCursor;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RowBatch;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes chunks into a mirror, with the cursor in the transaction of the rows. Thread-safe. */
final class ChunkWriter {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;
    private final MoverStatement mover;
    private final KeyspaceSchema schema;
    private final KeysInTheWay keysInTheWay;

    ChunkWriter(TableCatalog catalog, StoreTransactions transactions, KeyspaceSchema schema) {
        this.catalog = catalog;
        this.transactions = transactions;
        this.mover = new MoverStatement(schema);
        this.schema = schema;
        this.keysInTheWay = new KeysInTheWay(transactions);
    }

    void write(MoverRight right, RowShape shape, Chunk chunk) {
        RowCopy rows = RowCopy.of(chunk.rows());
        catalog.with(
                shape.entity(),
                columns -> keysInTheWay.named(
                        right.unit(),
                        columns,
                        () -> rows.keys(new TravellingColumns(shape, columns)),
                        () -> chunk.isEmpty()
                                ? transactions.changeAtOnce(
                                        connection -> enterAndMoveCursor(connection, right, shape, chunk, "; commit"))
                                : transactions.write(connection -> {
                                    enterAndMoveCursor(connection, right, shape, chunk, "");
                                    if (shape.pointsToItself()) {
                                        writeAgain(connection, right, shape, columns, chunk.rows());
                                    } else {
                                        rows.write(connection, columns.table(), new TravellingColumns(shape, columns));
                                    }
                                    return chunk;
                                })));
    }

    /** Writes whole units and ends their copy, in one transaction, in the order of the units: each takes a lock. */
    void writeWhole(RowShape shape, Map<MoverRight, Chunk> units) {
        List<Map.Entry<MoverRight, Chunk>> sorted = units.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().unit()))
                .toList();
        catalog.with(
                shape.entity(),
                columns -> transactions.write(connection -> {
                    enterAndEndCopies(connection, sorted, shape);
                    TravellingColumns travelling = new TravellingColumns(shape, columns);
                    for (RowCopy rows : RowCopy.together(
                            sorted.stream().map(unit -> unit.getValue().rows()).toList())) {
                        rows.write(connection, columns.table(), travelling);
                    }
                    return sorted;
                }));
    }

    Set<UnitId> unitsWithCursors(Collection<UnitId> units) {
        String[] texts = units.stream().map(UnitId::value).toArray(String[]::new);
        return Set.copyOf(transactions.readAtOnce(
                "select distinct unit from " + schema.copyCursor() + " where unit = any (?)",
                row -> UnitId.of(row.getString(1)),
                (Object) texts));
    }

    List<CopyCursor> cursors(UnitId unit) {
        return transactions.readAtOnce(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select entity, after_key, done, rows from "
                    + schema.copyCursor() + " where unit = ? order by entity")) {
                statement.setString(1, unit.value());
                ResultSet found = statement.executeQuery();
                List<CopyCursor> cursors = new ArrayList<>();
                while (found.next()) {
                    cursors.add(new CopyCursor(
                            new EntityName(found.getString(1)),
                            Optional.ofNullable(found.getString(2)).map(Key::new),
                            found.getBoolean(3),
                            found.getLong(4)));
                }
                return cursors;
            }
        });
    }

    private Chunk enterAndMoveCursor(
            Connection connection, MoverRight right, RowShape shape, Chunk chunk, String behind) throws SQLException {
        String cursor = "insert into " + schema.copyCursor()
                + " as c (unit, entity, token, after_key, done, rows) values (?, ?, ?, ?, ?, ?)"
                + " on conflict (unit, entity) do update set token = excluded.token,"
                + " after_key = coalesce(excluded.after_key, c.after_key),"
                + " done = excluded.done, rows = c.rows + excluded.rows";
        try (PreparedStatement statement = mover.prepare(connection, right, cursor + behind)) {
            int next = MoverStatement.PARAMETERS;
            statement.setString(++next, right.unit().value());
            statement.setString(++next, shape.entity().name().value());
            statement.setLong(++next, right.token().number());
            statement.setObject(++next, chunk.lastKey().map(Key::text).orElse(null), Types.VARCHAR);
            statement.setBoolean(++next, chunk.isEmpty());
            statement.setLong(++next, chunk.rows().count());
            statement.execute();
            return chunk;
        }
    }

    private void enterAndEndCopies(Connection connection, List<Map.Entry<MoverRight, Chunk>> units, RowShape shape)
            throws SQLException {
        List<MoverRight> rights = units.stream().map(Map.Entry::getKey).toList();
        List<Chunk> chunks = units.stream().map(Map.Entry::getValue).toList();
        String[] names = rights.stream().map(right -> right.unit().value()).toArray(String[]::new);
        Long[] tokens = rights.stream().map(right -> right.token().number()).toArray(Long[]::new);
        String cursors = "insert into " + schema.copyCursor()
                + " as c (unit, entity, token, after_key, done, rows) select u.unit, ?, u.token, u.after_key, true, u.rows"
                + " from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[]) u(unit, token, after_key, rows)"
                + " on conflict (unit, entity) do update set token = excluded.token,"
                + " after_key = coalesce(excluded.after_key, c.after_key), done = true, rows = c.rows + excluded.rows";
        Pipeline.update(
                connection,
                List.of(mover.enterAll(), cursors),
                names,
                rights.stream().map(right -> right.epoch().value()).toArray(Long[]::new),
                tokens,
                shape.entity().name().value(),
                names,
                tokens,
                chunks.stream()
                        .map(chunk -> chunk.lastKey().map(Key::text).orElse(null))
                        .toArray(String[]::new),
                chunks.stream().map(chunk -> (long) chunk.rows().count()).toArray(Long[]::new));
    }

    /** Rows of a table that points to itself may have been brought before, because others point to them. */
    private static void writeAgain(
            Connection connection, MoverRight right, RowShape shape, TableColumns columns, RowBatch rows)
            throws SQLException {
        TravellingColumns travelling = new TravellingColumns(shape, columns);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temporary table godwit_chunk on commit drop as select " + travelling.names()
                    + " from " + columns.table() + " with no data");
        }
        RowCopy.of(rows).write(connection, "pg_temp.godwit_chunk", travelling);
        String upsert = "insert into " + columns.table() + " as t (" + travelling.names()
                + ") overriding system value select " + travelling.names() + " from pg_temp.godwit_chunk"
                + " on conflict (" + columns.key().names() + ") do update set "
                + travelling.assignments() + " where " + columns.unit().condition();
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            columns.unit().bind(statement, 0, right.unit());
            if (statement.executeUpdate() < rows.count()) {
                throw new GodwitException(
                        ErrorCode.KEY_OWNED_BY_OTHER_UNIT,
                        "table " + columns.table() + " has rows of other units with keys of unit " + right.unit());
            }
        }
    }
}
