package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.RowShape;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares keys as the database orders them. Integers and UUIDs have one order everywhere; texts have that of their
 * column's collation, so the database is asked. Thread-safe.
 */
final class KeyOrder {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;

    KeyOrder(TableCatalog catalog, StoreTransactions transactions) {
        this.catalog = catalog;
        this.transactions = transactions;
    }

    Set<Key> after(RowShape shape, Optional<Key> cursor, Collection<Key> keys) {
        if (cursor.isEmpty() || keys.isEmpty()) {
            return Set.copyOf(keys);
        }
        String limit = cursor.get().text();
        return catalog.with(
                shape.entity(),
                columns -> columns.key()
                        .type()
                        .universalOrder()
                        .map(order -> after(order, limit, keys))
                        .orElseGet(() -> ask(columns, limit, keys)));
    }

    private static Set<Key> after(Comparator<String> order, String limit, Collection<Key> keys) {
        return keys.stream().filter(key -> order.compare(key.text(), limit) > 0).collect(Collectors.toSet());
    }

    private Set<Key> ask(TableColumns columns, String limit, Collection<Key> keys) {
        String query = "select key from unnest(?::text[]) as keys(key) where key > "
                + columns.orderedAsKey(columns.key().parameter());
        return transactions.readAtOnce(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setArray(1, KeyArrays.bind(connection, keys));
                statement.setString(2, limit);
                ResultSet found = statement.executeQuery();
                Set<Key> after = new HashSet<>();
                while (found.next()) {
                    after.add(new Key(found.getString(1)));
                }
                return after;
            }
        });
    }
}
