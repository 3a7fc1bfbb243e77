package dev.godwit.checkers.internal;

import dev.godwit.checkers.CheckedTable;
import dev.godwit.checkers.DatabaseSide;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All rows of a table in the order of its key, from one snapshot, a few at a time. Not thread-safe. */
final class RowStream implements AutoCloseable {
    private static final int FETCH_ROWS = 2_000;

    private final DatabaseSide side;
    private final Connection connection;
    private final Statement statement;
    private final ResultSet rows;
    private final List<String> columns;
    private final boolean numericKey;
    private final int unitPlace;
    private Optional<Row> current = Optional.empty();
    private long count;

    private RowStream(DatabaseSide side, CheckedTable table, Connection connection) throws SQLException {
        this.side = side;
        this.connection = connection;
        this.statement = connection.createStatement();
        this.numericKey = numeric(table);
        String key = "t." + table.quotedKey(statement);
        String text = "cast(" + key + " as text)";
        statement.setFetchSize(FETCH_ROWS);
        this.rows = statement.executeQuery("select " + text + ", t.* from " + table.quotedName(statement)
                + " t order by " + (numericKey ? key : text + " " + side.byteOrder()));
        ResultSetMetaData all = rows.getMetaData();
        this.columns = new ArrayList<>();
        for (int place = 2; place <= all.getColumnCount(); place++) {
            columns.add(all.getColumnName(place));
        }
        this.unitPlace = columns.indexOf(table.unit());
        advance();
    }

    static RowStream open(DatabaseSide side, CheckedTable table) throws SQLException {
        Connection connection = side.open();
        try {
            return new RowStream(side, table, connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private boolean numeric(CheckedTable table) throws SQLException {
        try (ResultSet none = statement.executeQuery(
                "select " + table.quotedKey(statement) + " from " + table.quotedName(statement) + " where false")) {
            return switch (none.getMetaData().getColumnType(1)) {
                case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> true;
                default -> false;
            };
        }
    }

    /** The names of the columns in their order. */
    List<String> columns() {
        return columns;
    }

    /** The row where it stands; none after the last. */
    Optional<Row> current() {
        return current;
    }

    /** How many rows it has come by. */
    long count() {
        return count;
    }

    /** Goes to the next row. */
    void advance() throws SQLException {
        Optional<Row> next = rows.next() ? Optional.of(row()) : Optional.empty();
        if (next.isPresent()) {
            count = count + 1;
            if (current.isPresent() && current.get().key().compareTo(next.get().key()) >= 0) {
                throw new IllegalStateException(side + " does not have one row for each key: "
                        + next.get().key());
            }
        }
        current = next;
    }

    private Row row() throws SQLException {
        String text = Objects.requireNonNull(rows.getString(1), "a row without a key");
        List<@Nullable String> values = new ArrayList<>(columns.size());
        for (int place = 0; place < columns.size(); place++) {
            values.add(rows.getString(place + 2));
        }
        return new Row(
                numericKey ? new RowKey.Numeric(new BigInteger(text)) : new RowKey.Textual(text),
                values.get(unitPlace),
                values);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
