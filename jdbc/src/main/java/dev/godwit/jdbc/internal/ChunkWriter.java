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
import java.util.List;
import java.util.Optional;

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
