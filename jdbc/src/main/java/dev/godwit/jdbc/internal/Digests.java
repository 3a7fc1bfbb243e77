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
            String rows = RowHash.expression(new TravellingColumns(shape, columns)) + " as hash" + columns.from()
                    + UnitRange.where(columns, range)
                    + (limit.isPresent() ? " order by " + columns.key().list() + " limit " + limit.getAsInt() : "");
            String query = hasMaximum(columns.key()) ? withMaximum(columns.key(), rows) : withLast(columns.key(), rows);
            return transactions.readAtOnce(connection -> digest(connection, query, columns, unit, range, limit));
        });
    }

    private static RangeDigest digest(
            Connection connection, String query, TableColumns columns, UnitId unit, KeyRange range, OptionalInt limit)
            throws SQLException {
        try (PreparedStatement statement = UnitRange.prepare(connection, query, columns, unit, range)) {
            ResultSet result = statement.executeQuery();
            result.next();
            long count = result.getLong(1);
            boolean mayGoOn = limit.isPresent() && count >= limit.getAsInt();
            KeyRange read = mayGoOn ? new KeyRange(range.after(), Optional.of(new Key(result.getString(3)))) : range;
            return new RangeDigest(read, count, result.getString(2));
        }
    }

    private static boolean hasMaximum(KeyColumns key) {
        return key.isSingle() && key.columns().getFirst().type().hasMaximum();
    }

    private static String withMaximum(KeyColumns key, String rows) {
        return "select count(*), coalesce(sum(hash), 0)::text, "
                + key.columns().getFirst().type().text("max(key)") + " from (select " + key.list() + " as key, " + rows
                + ") rows";
    }

    /** For keys that have no maximum in every version: the last one in order. */
    private static String withLast(KeyColumns key, String rows) {
        return "with rows as materialized (select " + key.text("t") + " as key, row_number() over (order by "
                + key.list()
                + ") as place, " + rows + ") select count(*), coalesce(sum(hash), 0)::text,"
                + " (select key from rows order by place desc limit 1) from rows";
    }
}
