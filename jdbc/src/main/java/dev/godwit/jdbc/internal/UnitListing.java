package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;

/** Which units have rows, and how many. Thread-safe. */
final class UnitListing {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;

    UnitListing(TableCatalog catalog, StoreTransactions transactions) {
        this.catalog = catalog;
        this.transactions = transactions;
    }

    long count(RowShape shape, UnitId unit, long limit) {
        return catalog.with(shape.entity(), columns -> {
            String query = "select count(*) from (select 1" + columns.from() + "where "
                    + columns.unit().condition() + " limit ?) rows";
            return transactions.readAtOnce(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    int next = columns.unit().bind(statement, 0, unit);
                    statement.setLong(++next, limit);
                    ResultSet result = statement.executeQuery();
                    result.next();
                    return result.getLong(1);
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
}
