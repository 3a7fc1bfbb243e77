package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.RowShape;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        Key limit = cursor.get();
        return catalog.with(
                shape.entity(),
                columns -> universal(columns.key())
                        .map(order -> after(order, limit, keys))
                        .orElseGet(() -> ask(columns.key(), limit, List.copyOf(keys))));
    }

    /** The order of the keys, if it is the same in every database. */
    private static Optional<Comparator<Key>> universal(KeyColumns key) {
        Optional<Comparator<Key>> all = Optional.empty();
        for (int i = 0; i < key.columns().size(); i++) {
            int column = i;
            Optional<Comparator<Key>> one = key.columns()
                    .get(i)
                    .type()
                    .universalOrder()
                    .map(order -> Comparator.comparing(text -> key.parts(text).get(column), order));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all = all.map(before -> before.thenComparing(one.get())).or(() -> one);
        }
        return all;
    }

    private static Set<Key> after(Comparator<Key> order, Key limit, Collection<Key> keys) {
        return keys.stream().filter(key -> order.compare(key, limit) > 0).collect(Collectors.toSet());
    }

    private Set<Key> ask(KeyColumns key, Key limit, List<Key> keys) {
        List<String> columns = IntStream.range(0, key.columns().size())
                .mapToObj(i -> key.columns().get(i).ordered("k.key" + (i + 1)))
                .toList();
        String query = "select k.place from unnest(" + key.arrays() + ") with ordinality as k(" + key.aliases()
                + ", place) where " + Tuples.row(columns) + " > " + key.parameter();
        return transactions.readAtOnce(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                key.bind(statement, key.bindArrays(connection, statement, 0, keys), limit);
                ResultSet found = statement.executeQuery();
                Set<Key> after = new HashSet<>();
                while (found.next()) {
                    after.add(keys.get(found.getInt(1) - 1));
                }
                return after;
            }
        });
    }
}
