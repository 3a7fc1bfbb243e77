package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
            columns.unit().type().requireCanonical(unit.value());
            String query = "select count(*) from (select 1" + columns.from() + "where "
                    + columns.unit().sql() + " = " + columns.unit().parameter() + " limit ?) rows";
            return transactions.readAtOnce(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    statement.setString(1, unit.value());
                    statement.setLong(2, limit);
                    ResultSet result = statement.executeQuery();
                    result.next();
                    return result.getLong(1);
                }
            });
        });
    }

    /** Steps from unit to unit along the index, so that the size of the units does not matter. */
    List<UnitId> units(Entity entity, Optional<UnitId> after, int limit) {
        return catalog.with(entity, columns -> {
            String unit = columns.unit().sql();
            String from = columns.from();
            String query = "with recursive units as ((select " + unit + " as unit" + from + "where "
                    + after.map(known -> unit + " > " + columns.unit().parameter())
                            .orElse(unit + " is not null")
                    + " order by " + unit + " limit 1) union all select (select " + unit + from + "where " + unit
                    + " > units.unit order by " + unit + " limit 1) from units where units.unit is not null)"
                    + " select unit::text from units where unit is not null limit ?";
            return transactions.readAtOnce(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    int next = 0;
                    if (after.isPresent()) {
                        statement.setString(++next, after.get().value());
                    }
                    statement.setInt(++next, limit);
                    return read(statement);
                }
            });
        });
    }

    private static List<UnitId> read(PreparedStatement statement) throws SQLException {
        List<UnitId> units = new ArrayList<>();
        ResultSet found = statement.executeQuery();
        while (found.next()) {
            units.add(UnitId.of(found.getString(1)));
        }
        return units;
    }
}
