package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/** Digests of ranges of a unit's rows: their number, and the sum of their hashes. Thread-safe. */
final class Digests {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;

    Digests(TableCatalog catalog, StoreTransactions transactions) {
        this.catalog = catalog;
        this.transactions = transactions;
    }

    /** The digest of the next rows, at most so many; the range is open at its end when there are fewer. */
    RangeDigest next(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return digest(shape, unit, new KeyRange(after, Optional.empty()), OptionalInt.of(maxRows));
    }

    RangeDigest of(RowShape shape, UnitId unit, KeyRange range) {
        return digest(shape, unit, range, OptionalInt.empty());
    }

    private RangeDigest digest(RowShape shape, UnitId unit, KeyRange range, OptionalInt limit) {
        return catalog.with(shape.entity(), columns -> {
            columns.unit().type().requireCanonical(unit.value());
            String query = "select count(*), coalesce(sum(hash), 0)::text, " + lastKey(columns) + " from (select "
                    + columns.key().sql() + " as key, " + RowHash.expression(shape) + " as hash" + columns.from()
                    + UnitRange.where(columns, range)
                    + (limit.isPresent() ? " order by " + columns.key().sql() + " limit " + limit.getAsInt() : "")
                    + ") rows";
            return transactions.readAtOnce(connection -> digest(connection, query, unit, range, limit));
        });
    }

    private static RangeDigest digest(
            Connection connection, String query, UnitId unit, KeyRange range, OptionalInt limit) throws SQLException {
        try (PreparedStatement statement = UnitRange.prepare(connection, query, unit, range)) {
            ResultSet result = statement.executeQuery();
            result.next();
            long count = result.getLong(1);
            boolean mayGoOn = limit.isPresent() && count >= limit.getAsInt();
            KeyRange read = mayGoOn ? new KeyRange(range.after(), Optional.of(new Key(result.getString(3)))) : range;
            return new RangeDigest(read, count, result.getString(2));
        }
    }

    /** The greatest key's text; uuids have no maximum before PostgreSQL 18, and their texts have the same order. */
    private static String lastKey(TableColumns columns) {
        return columns.key().type() == ColumnType.UUID_TYPE ? "max(key::text collate \"C\")" : "max(key)::text";
    }
}
