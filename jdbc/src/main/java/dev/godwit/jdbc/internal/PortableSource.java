package dev.godwit.jdbc.internal;

import dev.godwit.core.Chunk;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.PortableRows;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.RowDigest;
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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows as portable texts, and hashes them here and not in the database, as every store does. Rows are
 * streamed, so that no more is in memory than is kept. Thread-safe.
 */
final class PortableSource {
    private static final int ROWS_AT_ONCE = 500;

    private final TableCatalog catalog;
    private final StoreTransactions transactions;
    private final KeyspaceSchema schema;

    PortableSource(TableCatalog catalog, StoreTransactions transactions, KeyspaceSchema schema) {
        this.catalog = catalog;
        this.transactions = transactions;
        this.schema = schema;
    }

    /** Takes a row and says whether it wants another. */
    @FunctionalInterface
    private interface Taker {
        boolean take(Key key, @Nullable String[] row, ResultSet result) throws SQLException;
    }

    /** Binds the parameters of a query. */
    @FunctionalInterface
    private interface Binding {
        void bind(Connection connection, PreparedStatement statement) throws SQLException;
    }

    /** Rows that were read, as long as there is room for them. */
    private static final class Kept {
        private final List<Key> keys = new ArrayList<>();
        private final List<@Nullable String[]> rows = new ArrayList<>();
        private long bytes;

        boolean keep(Key key, @Nullable String[] row) {
            long size = Arrays.stream(row)
                    .mapToLong(value -> value == null ? 1 : value.length())
                    .sum();
            if (!rows.isEmpty() && bytes + size > ChunkReader.MAXIMUM_BYTES) {
                return false;
            }
            keys.add(key);
            rows.add(row);
            bytes += size;
            return true;
        }

        PortableRows batch(int columns) {
            List<List<@Nullable String>> byColumn = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                @Nullable String[] values = new @Nullable String[rows.size()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = rows.get(row)[column];
                }
                byColumn.add(Arrays.asList(values));
            }
            return PortableRows.of(byColumn, rows.size(), bytes);
        }
    }

    Chunk chunk(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        KeyRange range = new KeyRange(after, Optional.empty());
        return catalog.with(shape.entity(), table -> {
            PortableColumns columns = new PortableColumns(shape, table);
            Kept kept = new Kept();
            String query = columns.select() + table.from() + columns.where(range) + " order by " + columns.order()
                    + " limit " + maxRows;
            each(
                    columns,
                    query,
                    (connection, statement) -> columns.bind(statement, 0, unit, range),
                    (key, row, result) -> kept.keep(key, row));
            return new Chunk(
                    kept.batch(shape.columns().size()),
                    kept.keys.isEmpty() ? Optional.empty() : Optional.of(kept.keys.getLast()));
        });
    }

    CurrentRows ofKeys(RowShape shape, UnitId unit, Collection<Key> wanted) {
        return catalog.with(shape.entity(), table -> {
            PortableColumns columns = new PortableColumns(shape, table);
            String query = columns.select() + table.from() + "where "
                    + table.key().among() + " and " + table.unit().condition();
            Kept kept = new Kept();
            each(
                    columns,
                    query,
                    (connection, statement) -> table.unit()
                            .bind(statement, table.key().bindArrays(connection, statement, 0, wanted), unit),
                    (key, row, result) -> kept.keys.add(key) & kept.rows.add(row));
            Set<Key> absent = new LinkedHashSet<>(wanted);
            kept.keys.forEach(absent::remove);
            return new CurrentRows(kept.batch(shape.columns().size()), kept.keys, List.copyOf(absent));
        });
    }

    /** What rows amount to. */
    private static final class Sum {
        private long count;
        private long digest;
        private Optional<Key> last = Optional.empty();

        boolean add(Key key, long hash) {
            count++;
            digest += hash;
            last = Optional.of(key);
            return true;
        }
    }

    RangeDigest digestNext(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        KeyRange range = new KeyRange(after, Optional.empty());
        return catalog.with(shape.entity(), table -> {
            PortableColumns columns = new PortableColumns(shape, table);
            Sum sum = sum(columns, unit, range, " order by " + columns.order() + " limit " + maxRows);
            Optional<Key> upTo = sum.count < maxRows ? Optional.empty() : sum.last;
            return new RangeDigest(new KeyRange(after, upTo), sum.count, Long.toString(sum.digest));
        });
    }

    RangeDigest digest(RowShape shape, UnitId unit, KeyRange range) {
        return catalog.with(shape.entity(), table -> {
            Sum sum = sum(new PortableColumns(shape, table), unit, range, "");
            return new RangeDigest(range, sum.count, Long.toString(sum.digest));
        });
    }

    private Sum sum(PortableColumns columns, UnitId unit, KeyRange range, String rest) {
        Sum sum = new Sum();
        each(
                columns,
                columns.select() + columns.table().from() + columns.where(range) + rest,
                (connection, statement) -> columns.bind(statement, 0, unit, range),
                (key, row, result) -> sum.add(key, columns.hash(row)));
        return sum;
    }

    List<RowDigest> rowDigests(RowShape shape, UnitId unit, KeyRange range) {
        return catalog.with(shape.entity(), table -> {
            PortableColumns columns = new PortableColumns(shape, table);
            return rowDigests(
                    columns,
                    unit,
                    columns.where(range),
                    (connection, statement) -> columns.bind(statement, 2, unit, range));
        });
    }

    List<RowDigest> rowDigests(RowShape shape, UnitId unit, Collection<Key> keys) {
        return catalog.with(
                shape.entity(),
                table -> rowDigests(
                        new PortableColumns(shape, table),
                        unit,
                        "where " + table.key().among() + " and " + table.unit().condition(),
                        (connection, statement) -> table.unit()
                                .bind(statement, table.key().bindArrays(connection, statement, 2, keys), unit)));
    }

    /** Rows and marks come from one statement, so from one snapshot. */
    private List<RowDigest> rowDigests(PortableColumns columns, UnitId unit, String where, Binding binding) {
        RowShape shape = columns.shape();
        int marked = shape.columns().size() + 2;
        String query =
                columns.select() + ", m.key is not null" + columns.table().from()
                        + "left join (select distinct key from " + schema.marks()
                        + " where unit = ? and entity = ?) m on m.key = "
                        + columns.table().key().text("t") + " " + where;
        List<RowDigest> digests = new ArrayList<>();
        each(
                columns,
                query,
                (connection, statement) -> {
                    statement.setString(1, unit.value());
                    statement.setString(2, shape.entity().name().value());
                    binding.bind(connection, statement);
                },
                (key, row, result) -> digests.add(new RowDigest(key, columns.hash(row), result.getBoolean(marked))));
        return digests;
    }

    Set<Key> keysAfter(RowShape shape, Optional<Key> cursor, Collection<Key> keys) {
        if (cursor.isEmpty()) {
            return Set.copyOf(keys);
        }
        return catalog.with(shape.entity(), table -> {
            String query = "select " + new PortableColumns(shape, table).isAfter();
            return transactions.readAtOnce(connection -> {
                Set<Key> after = new HashSet<>();
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    for (Key key : keys) {
                        table.key().bind(statement, table.key().bind(statement, 0, key), cursor.get());
                        ResultSet result = statement.executeQuery();
                        result.next();
                        if (result.getBoolean(1)) {
                            after.add(key);
                        }
                    }
                }
                return after;
            });
        });
    }

    private void each(PortableColumns columns, String query, Binding binding, Taker taker) {
        transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setFetchSize(ROWS_AT_ONCE);
                binding.bind(connection, statement);
                ResultSet result = statement.executeQuery();
                boolean more = true;
                while (more && result.next()) {
                    more = taker.take(new Key(result.getString(1)), columns.read(result), result);
                }
                return taker;
            }
        });
    }
}
