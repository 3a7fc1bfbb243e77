package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.RowDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The hash of each row, with whether its key had a mark: both come from one statement, so from one snapshot. Thread-safe.
 */
final class RowHashes {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;
    private final KeyspaceSchema schema;

    RowHashes(TableCatalog catalog, StoreTransactions transactions, KeyspaceSchema schema) {
        this.catalog = catalog;
        this.transactions = transactions;
        this.schema = schema;
    }

    List<RowDigest> ofRange(RowShape shape, UnitId unit, KeyRange range) {
        return catalog.with(shape.entity(), columns -> {
            String query = query(shape, columns) + UnitRange.where(columns, range);
            return transactions.readAtOnce(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    UnitRange.bind(statement, bindMarks(statement, shape, unit), columns, unit, range);
                    return read(statement);
                }
            });
        });
    }

    List<RowDigest> ofKeys(RowShape shape, UnitId unit, Collection<Key> keys) {
        return catalog.with(shape.entity(), columns -> {
            String query = query(shape, columns) + "where " + columns.unit().condition() + " and "
                    + columns.key().among();
            return transactions.readAtOnce(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    int next = bindMarks(statement, shape, unit);
                    next = columns.unit().bind(statement, next, unit);
                    columns.key().bindArrays(connection, statement, next, keys);
                    return read(statement);
                }
            });
        });
    }

    Set<Key> marked(RowShape shape, UnitId unit, Collection<Key> keys) {
        String query = "select distinct key" + marks() + " and key = any(?::text[])";
        return transactions.readAtOnce(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                int next = bindMarks(statement, shape, unit);
                statement.setArray(
                        ++next,
                        connection.createArrayOf(
                                "text", keys.stream().map(Key::text).toArray(String[]::new)));
                Set<Key> marked = new HashSet<>();
                ResultSet found = statement.executeQuery();
                while (found.next()) {
                    marked.add(new Key(found.getString(1)));
                }
                return marked;
            }
        });
    }

    private String query(RowShape shape, TableColumns columns) {
        String key = columns.key().text("t");
        return "select " + key + ", " + RowHash.expression(new TravellingColumns(shape, columns))
                + ", m.key is not null" + columns.from() + "left join (select distinct key" + marks()
                + ") m on m.key = " + key + " ";
    }

    private String marks() {
        return " from " + schema.marks() + " where unit = ? and entity = ?";
    }

    private static int bindMarks(PreparedStatement statement, RowShape shape, UnitId unit) throws SQLException {
        statement.setString(1, unit.value());
        statement.setString(2, shape.entity().name().value());
        return 2;
    }

    private static List<RowDigest> read(PreparedStatement statement) throws SQLException {
        List<RowDigest> digests = new ArrayList<>();
        ResultSet found = statement.executeQuery();
        while (found.next()) {
            digests.add(new RowDigest(new Key(found.getString(1)), found.getLong(2), found.getBoolean(3)));
        }
        return digests;
    }
}
