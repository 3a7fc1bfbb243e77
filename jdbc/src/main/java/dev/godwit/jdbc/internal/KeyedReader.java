package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.PortableRows;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows of a unit by their keys, as they are now. Thread-safe. */
final class KeyedReader {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;

    KeyedReader(TableCatalog catalog, StoreTransactions transactions) {
        this.catalog = catalog;
        this.transactions = transactions;
    }

    CurrentRows read(RowShape shape, UnitId unit, Collection<Key> keys) {
        return catalog.with(shape.entity(), columns -> {
            TravellingColumns travelling = new TravellingColumns(shape, columns);
            String query =
                    "select " + columns.key().text("t") + ", " + travelling.castToText() + columns.from() + "where "
                            + columns.key().among() + " and " + columns.unit().condition();
            return transactions.readAtOnce(connection -> read(connection, query, columns, shape, unit, keys));
        });
    }

    private static CurrentRows read(
            Connection connection,
            String query,
            TableColumns columns,
            RowShape shape,
            UnitId unit,
            Collection<Key> keys)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            int next = columns.key().bindArrays(connection, statement, 0, keys);
            columns.unit().bind(statement, next, unit);
            ResultSet found = statement.executeQuery();
            List<Key> present = new ArrayList<>();
            List<@Nullable String[]> rows = new ArrayList<>();
            long bytes = 0;
            while (found.next()) {
                present.add(new Key(found.getString(1)));
                @Nullable String[] row = new @Nullable String[shape.columns().size()];
                for (int i = 0; i < row.length; i++) {
                    String value = found.getString(i + 2);
                    row[i] = value;
                    bytes += value == null ? 0 : value.length();
                }
                rows.add(row);
            }
            Set<Key> absent = new LinkedHashSet<>(keys);
            present.forEach(absent::remove);
            return new CurrentRows(
                    PortableRows.of(byColumn(rows, shape.columns().size()), rows.size(), bytes),
                    present,
                    List.copyOf(absent));
        }
    }

    private static List<List<@Nullable String>> byColumn(List<@Nullable String[]> rows, int columns) {
        List<List<@Nullable String>> result = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            @Nullable String[] values = new @Nullable String[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = rows.get(row)[column];
            }
            result.add(Arrays.asList(values));
        }
        return result;
    }
}
