package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which units have rows. Thread-safe. */
final class UnitListing {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;

    UnitListing(TableCatalog catalog, StoreTransactions transactions) {
        this.catalog = catalog;
        this.transactions = transactions;
    }

    /** Looks for one row of each unit, whatever the planner thinks of the whole table. */
    Set<UnitId> withRows(RowShape shape, Collection<UnitId> units) {
        List<UnitId> asked = List.copyOf(units);
        return catalog.with(shape.entity(), columns -> {
            List<String> values = IntStream.range(0, columns.unit().size())
                    .mapToObj(i -> "u.v" + i)
                    .toList();
            String query = "select u.place from unnest(?::integer[]" + ", ?::text[]".repeat(values.size())
                    + ") u(" + String.join(", ", names(values)) + ") cross join lateral (select 1" + columns.from()
                    + "where " + columns.unit().condition("t", values) + " limit 1) found";
            String[][] parts = parts(columns.unit(), asked);
            return transactions.readAtOnce(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    statement.setArray(1, connection.createArrayOf("integer", places(asked)));
                    for (int i = 0; i < parts.length; i++) {
                        statement.setArray(2 + i, connection.createArrayOf("text", parts[i]));
                    }
                    ResultSet result = statement.executeQuery();
                    Set<UnitId> found = new LinkedHashSet<>();
                    while (result.next()) {
                        found.add(asked.get(result.getInt(1)));
                    }
                    return found;
                }
            });
        });
    }

    List<UnitId> units(Entity entity, Optional<UnitId> after, int limit) {
        return catalog.with(
                entity,
                columns -> transactions.readAtOnce(
                        connection -> UnitSteps.read(connection, columns, after, "true", limit)));
    }

    private static List<String> names(List<String> values) {
        return Stream.concat(Stream.of("place"), values.stream().map(value -> value.substring(2)))
                .toList();
    }

    private static Object[] places(List<UnitId> units) {
        return IntStream.range(0, units.size()).boxed().toArray();
    }

    /** For each value that names a unit an array with those of all units. */
    private static String[][] parts(UnitColumns columns, List<UnitId> units) {
        String[][] parts = new String[columns.size()][units.size()];
        for (int unit = 0; unit < units.size(); unit++) {
            List<String> values = columns.values(units.get(unit));
            for (int i = 0; i < values.size(); i++) {
                parts[i][unit] = values.get(i);
            }
        }
        return parts;
    }
}
