package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.ParentLink;
import dev.godwit.core.PortableRows;
import dev.godwit.core.RowBatch;
import dev.godwit.core.RowShape;
import dev.godwit.core.TupleText;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which rows point to which by a foreign key. Thread-safe. */
final class ForeignKeyRows {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;

    ForeignKeyRows(TableCatalog catalog, StoreTransactions transactions) {
        this.catalog = catalog;
        this.transactions = transactions;
    }

    static Set<Key> parentsOf(RowShape child, ParentLink link, RowBatch rows) {
        List<Function<Integer, @Nullable String>> values = link.columns().stream()
                .map(column -> values(child, column, rows))
                .toList();
        Set<Key> keys = new LinkedHashSet<>();
        for (int row = 0; row < rows.count(); row++) {
            List<String> parts = new ArrayList<>();
            for (Function<Integer, @Nullable String> column : values) {
                String part = column.apply(row);
                if (part != null) {
                    parts.add(part);
                }
            }
            if (parts.size() == values.size()) {
                keys.add(new Key(TupleText.join(parts)));
            }
        }
        return keys;
    }

    private static Function<Integer, @Nullable String> values(RowShape child, String column, RowBatch rows) {
        int place = child.columns().stream().map(RowShape.Column::name).toList().indexOf(column);
        return switch (rows) {
            case PortableRows portable -> portable.columns().get(place)::get;
            case BinaryRows binary -> {
                ColumnType type =
                        TravellingColumns.keyType(child.columns().get(place).type());
                yield row -> BinaryRows.fieldOrNull(binary.rows().get(row), place, type);
            }
            default -> throw new IllegalArgumentException("not read by this store: " + rows);
        };
    }

    Set<Key> childrenOf(RowShape child, ParentLink link, UnitId unit, Collection<Key> parents) {
        return catalog.with(child.entity(), columns -> {
            String names = IntStream.range(0, link.columns().size())
                    .mapToObj(i -> "c" + i)
                    .collect(Collectors.joining(", "));
            String arrays = link.columns().stream()
                    .map(column -> "?::" + TravellingColumns.typeOf(child, column) + "[]")
                    .collect(Collectors.joining(", "));
            String points = IntStream.range(0, link.columns().size())
                    .mapToObj(i -> "t." + columns.named(link.columns().get(i)) + " = p.c" + i)
                    .collect(Collectors.joining(" and "));
            String query = "select " + columns.key().text("t") + columns.from() + "join unnest(" + arrays
                    + ") as p(" + names + ") on " + points + " where "
                    + columns.unit().condition();
            return transactions.readAtOnce(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    int next = bindParts(
                            connection, statement, parents, link.columns().size());
                    columns.unit().bind(statement, next, unit);
                    return keys(statement);
                }
            });
        });
    }

    private static int bindParts(Connection connection, PreparedStatement statement, Collection<Key> keys, int columns)
            throws SQLException {
        List<List<String>> parts =
                keys.stream().map(key -> TupleText.split(key.text(), columns)).toList();
        for (int column = 0; column < columns; column++) {
            int place = column;
            statement.setArray(
                    column + 1,
                    connection.createArrayOf(
                            "text", parts.stream().map(key -> key.get(place)).toArray(String[]::new)));
        }
        return columns;
    }

    private static Set<Key> keys(PreparedStatement statement) throws SQLException {
        Set<Key> keys = new LinkedHashSet<>();
        ResultSet found = statement.executeQuery();
        while (found.next()) {
            keys.add(new Key(found.getString(1)));
        }
        return keys;
    }
}
