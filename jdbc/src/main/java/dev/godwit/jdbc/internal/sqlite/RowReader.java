package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Key;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowShape.Content;
import dev.godwit.core.StoreName;
import dev.godwit.jdbc.internal.Identifiers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of a shape from a table, one after the other, so that no more is in memory than is kept. */
final class RowReader {
    private final EntityTable table;
    private final Travel travel;
    private final List<String> columns;

    RowReader(StoreName store, EntityTable table, RowShape shape, Travel travel) {
        this.table = table;
        this.travel = travel;
        this.columns = shape.columns().stream()
                .map(column -> column.content() instanceof Content.Constant
                        ? "null"
                        : "t." + Identifiers.quote(table.entity().columnIn(store, column.name())))
                .toList();
    }

    /** Takes a row and says whether it wants another. */
    @FunctionalInterface
    interface Taker {
        boolean take(Key key, @Nullable Object[] row, long bytes) throws SQLException;
    }

    /**
     * Reads rows until there are no more or the taker has enough.
     *
     * @param rest of the query, after FROM
     */
    void read(Sql sql, String rest, List<Object> parameters, Taker taker) throws SQLException {
        try (PreparedStatement statement = sql.connection().prepareStatement(query(rest))) {
            read(statement, parameters, taker);
        }
    }

    /** Reads the rows that exist of these keys and say that they are of the unit. */
    void readKeys(Sql sql, List<Key> keys, List<Object> ofUnit, Taker taker) throws SQLException {
        String rest = "where " + table.isKey("t") + " and " + table.unit().is("t");
        try (PreparedStatement statement = sql.connection().prepareStatement(query(rest))) {
            for (Key key : keys) {
                List<Object> parameters = new ArrayList<>(table.keyValues(key));
                parameters.addAll(ofUnit);
                read(statement, parameters, taker);
            }
        }
    }

    private String query(String rest) {
        return "select " + table.keyText("t") + ", " + String.join(", ", columns) + table.from() + rest;
    }

    private void read(PreparedStatement statement, List<Object> parameters, Taker taker) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Values.bind(statement, i + 1, parameters.get(i));
        }
        try (ResultSet found = statement.executeQuery()) {
            boolean more = true;
            while (more && found.next()) {
                @Nullable Object[] row = new @Nullable Object[columns.size()];
                long bytes = 0;
                for (int i = 0; i < row.length; i++) {
                    Object stored = Values.read(found, i + 2);
                    bytes += Values.size(stored);
                    row[i] = travel.out(i, stored);
                }
                more = taker.take(new Key(found.getString(1)), row, bytes);
            }
        }
    }
}
