package dev.godwit.jdbc.internal;

import dev.godwit.core.Chunk;
import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads chunks of a unit in key order, bounded in rows and in bytes: wide rows make short chunks. Thread-safe.
 *
 * <p>With an index on (unit, key) a chunk costs its own rows. With an index on the unit alone the database either sorts
 * the unit for each chunk or walks the primary key past other units' rows, whichever it expects to be cheaper: each row
 * is passed at most about sqrt(rows of the table / rows of a chunk) times, when the table's statistics are fresh.
 */
final class ChunkReader {
    /** What one chunk may take in memory, unless its first row alone is larger. */
    static final long MAXIMUM_BYTES = 8L << 20;

    private final TableCatalog catalog;
    private final StoreTransactions transactions;
    private final Map<EntityName, Long> rowBytes = new ConcurrentHashMap<>();

    ChunkReader(TableCatalog catalog, StoreTransactions transactions) {
        this.catalog = catalog;
        this.transactions = transactions;
    }

    Chunk read(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return catalog.with(shape.entity(), columns -> {
            TravellingColumns travelling = new TravellingColumns(shape, columns);
            EntityName entity = shape.entity().name();
            long typical = rowBytes.getOrDefault(entity, columns.rowBytesTypical());
            String copy = statement(travelling, columns, unit, after, affordable(maxRows, typical));
            BinaryRows rows = transactions.readAtOnce(connection -> BinaryCopy.read(connection, copy, MAXIMUM_BYTES));
            if (rows.count() > 0) {
                rowBytes.put(entity, rows.bytes() / rows.count());
            }
            return new Chunk(rows, lastKey(rows.rows(), travelling));
        });
    }

    private static int affordable(int maxRows, long rowBytes) {
        return rowBytes == 0 ? maxRows : (int) Math.max(1, Math.min(maxRows, MAXIMUM_BYTES / rowBytes));
    }

    private static Optional<Key> lastKey(List<byte[]> rows, TravellingColumns travelling) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(travelling.key(rows.getLast()));
    }

    private static String statement(
            TravellingColumns travelling, TableColumns columns, UnitId unit, Optional<Key> after, int limit) {
        return "copy (select " + travelling.cast() + columns.from() + "where "
                + columns.unit().condition(unit)
                + after.map(key -> " and " + columns.key().tuple() + " > "
                                + columns.key().literal(key))
                        .orElse("")
                + " order by " + columns.key().list() + " limit " + limit + ") to stdout (format binary)";
    }
}
