package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Chunk;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.ParentLink;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.RowBatch;
import dev.godwit.core.RowDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.StoreName;
import dev.godwit.core.TupleText;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.internal.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rows of units, or what they amount to. Thread-safe. */
final class SourceRows {
    /** What one chunk may take in memory, unless its first row alone is larger. */
    private static final long CHUNK_BYTES_MAX = 8L << 20;

    private final StoreName store;
    private final EntityTables tables;
    private final SqliteTransactions transactions;
    private final SqliteMarks marks;

    SourceRows(StoreName store, EntityTables tables, SqliteTransactions transactions, SqliteMarks marks) {
        this.store = store;
        this.tables = tables;
        this.transactions = transactions;
        this.marks = marks;
    }

    /** Rows that were read, as long as there is room for them. */
    private static final class Kept {
        private final List<Key> keys = new ArrayList<>();
        private final List<@Nullable Object[]> rows = new ArrayList<>();
        private long bytes;

        boolean keep(Key key, @Nullable Object[] row, long rowBytes) {
            if (!rows.isEmpty() && bytes + rowBytes > CHUNK_BYTES_MAX) {
                return false;
            }
            keys.add(key);
            rows.add(row);
            bytes += rowBytes;
            return true;
        }
    }

    Chunk chunk(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return tables.with(shape.entity(), table -> {
            Travel travel = Travels.of(store, shape, table);
            KeyRanges range = KeyRanges.of(table, unit, new KeyRange(after, Optional.empty()));
            return transactions.read(sql -> {
                Kept kept = new Kept();
                new RowReader(store, table, shape, travel)
                        .read(sql, range.inOrder(table) + " limit " + maxRows, range.parameters(), kept::keep);
                DatabaseFile.makeDurable(sql);
                return new Chunk(
                        travel.batch(kept.rows, kept.bytes),
                        kept.keys.isEmpty() ? Optional.empty() : Optional.of(kept.keys.getLast()));
            });
        });
    }

    CurrentRows ofKeys(RowShape shape, UnitId unit, Collection<Key> wanted) {
        return tables.with(shape.entity(), table -> {
            Travel travel = Travels.of(store, shape, table);
            return transactions.read(sql -> {
                List<Key> present = new ArrayList<>();
                List<@Nullable Object[]> rows = new ArrayList<>();
                long[] bytes = new long[1];
                new RowReader(store, table, shape, travel)
                        .readKeys(sql, List.copyOf(wanted), table.unit().values(unit), (key, row, size) -> {
                            bytes[0] += size;
                            return present.add(key) & rows.add(row);
                        });
                DatabaseFile.makeDurable(sql);
                Set<Key> absent = new LinkedHashSet<>(wanted);
                present.forEach(absent::remove);
                return new CurrentRows(travel.batch(rows, bytes[0]), present, List.copyOf(absent));
            });
        });
    }

    /** A digest of at most so many rows after a key; open at the end when there are fewer. */
    RangeDigest digestNext(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return tables.with(shape.entity(), table -> {
            KeyRanges range = KeyRanges.of(table, unit, new KeyRange(after, Optional.empty()));
            Sum sum = sum(shape, table, range.inOrder(table) + " limit " + maxRows, range.parameters());
            Optional<Key> upTo = sum.count < maxRows ? Optional.empty() : sum.last;
            return new RangeDigest(new KeyRange(after, upTo), sum.count, Long.toString(sum.digest));
        });
    }

    RangeDigest digest(RowShape shape, UnitId unit, KeyRange range) {
        return tables.with(shape.entity(), table -> {
            KeyRanges ranges = KeyRanges.of(table, unit, range);
            Sum sum = sum(shape, table, ranges.where(), ranges.parameters());
            return new RangeDigest(range, sum.count, Long.toString(sum.digest));
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

    private Sum sum(RowShape shape, EntityTable table, String rest, List<Object> parameters) {
        Travel travel = Travels.of(store, shape, table);
        return transactions.read(sql -> {
            Sum sum = new Sum();
            new RowReader(store, table, shape, travel)
                    .read(sql, rest, parameters, (key, row, bytes) -> sum.add(key, travel.hash(row)));
            return sum;
        });
    }

    List<RowDigest> rowDigests(RowShape shape, UnitId unit, KeyRange range) {
        return tables.with(shape.entity(), table -> {
            KeyRanges ranges = KeyRanges.of(table, unit, range);
            return rowDigests(
                    shape,
                    unit,
                    table,
                    (sql, reader, taker) -> reader.read(sql, ranges.where(), ranges.parameters(), taker));
        });
    }

    List<RowDigest> rowDigests(RowShape shape, UnitId unit, Collection<Key> keys) {
        return tables.with(
                shape.entity(),
                table -> rowDigests(
                        shape,
                        unit,
                        table,
                        (sql, reader, taker) -> reader.readKeys(
                                sql, List.copyOf(keys), table.unit().values(unit), taker)));
    }

    /** Which rows are read. */
    @FunctionalInterface
    private interface Reading {
        void read(Sql sql, RowReader reader, RowReader.Taker taker) throws SQLException;
    }

    private List<RowDigest> rowDigests(RowShape shape, UnitId unit, EntityTable table, Reading reading) {
        Travel travel = Travels.of(store, shape, table);
        return transactions.read(sql -> {
            Set<Key> marked = marks.marked(sql, unit, shape.entity().name());
            List<RowDigest> digests = new ArrayList<>();
            reading.read(
                    sql,
                    new RowReader(store, table, shape, travel),
                    (key, row, bytes) -> digests.add(new RowDigest(key, travel.hash(row), marked.contains(key))));
            return digests;
        });
    }

    /** The keys of the parents that rows point to. */
    static Set<Key> parentsOf(RowShape child, ParentLink link, RowBatch rows) {
        List<String> names = child.columns().stream().map(RowShape.Column::name).toList();
        List<Integer> places = link.columns().stream().map(names::indexOf).toList();
        Set<Key> keys = new LinkedHashSet<>();
        for (int row = 0; row < rows.count(); row++) {
            List<String> parts = new ArrayList<>();
            for (int place : places) {
                Travels.text(rows, row, place).ifPresent(parts::add);
            }
            if (parts.size() == places.size()) {
                keys.add(new Key(TupleText.join(parts)));
            }
        }
        return keys;
    }

    /** The keys of the unit's rows that point to these parents. */
    Set<Key> childrenOf(RowShape child, ParentLink link, UnitId unit, Collection<Key> parents) {
        return tables.with(child.entity(), table -> {
            String points = link.columns().stream()
                    .map(column -> "t." + Identifiers.quote(child.entity().columnIn(store, column)) + " = ?")
                    .collect(Collectors.joining(" and "));
            String query = "select " + table.keyText("t") + table.from() + "where " + points + " and "
                    + table.unit().is("t");
            return transactions.read(sql -> {
                Set<Key> children = new LinkedHashSet<>();
                for (Key parent : parents) {
                    // The column's affinity makes a number of a text where it has numbers.
                    List<Object> parameters = new ArrayList<>(
                            TupleText.split(parent.text(), link.columns().size()));
                    parameters.addAll(table.unit().values(unit));
                    children.addAll(sql.query(query, row -> new Key(row.getString(1)), parameters.toArray()));
                }
                return children;
            });
        });
    }
}
