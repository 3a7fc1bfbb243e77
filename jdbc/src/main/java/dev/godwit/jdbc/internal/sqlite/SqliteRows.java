package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Chunk;
import dev.godwit.core.CopyCursor;
import dev.godwit.core.Entity;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.MoverRight;
import dev.godwit.core.ParentLink;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.RowBatch;
import dev.godwit.core.RowDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of one keyspace in one file. Thread-safe. */
final class SqliteRows implements Rows {
    private final EntityTables tables;
    private final SqliteTransactions transactions;
    private final SqliteMarks marks;
    private final UnitListing listing;
    private final SourceRows source;
    private final MirrorRows mirror;

    SqliteRows(
            EntityTables tables,
            SqliteTransactions transactions,
            SqliteMarks marks,
            UnitListing listing,
            SourceRows source,
            MirrorRows mirror) {
        this.tables = tables;
        this.transactions = transactions;
        this.marks = marks;
        this.listing = listing;
        this.source = source;
        this.mirror = mirror;
    }

    @Override
    public Chunk readChunk(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return source.chunk(shape, unit, after, maxRows);
    }

    @Override
    public void writeChunk(MoverRight right, RowShape shape, Chunk chunk) {
        mirror.writeChunk(right, shape, chunk);
    }

    @Override
    public List<CopyCursor> cursors(UnitId unit) {
        return mirror.cursors(unit);
    }

    /** Compared as the primary key's index does, by its collations. */
    @Override
    public Set<Key> keysAfter(RowShape shape, Optional<Key> cursor, Collection<Key> keys) {
        if (cursor.isEmpty()) {
            return new HashSet<>(keys);
        }
        return tables.with(shape.entity(), table -> {
            String collated = table.key().stream()
                    .map(column -> "? collate " + column.collation())
                    .collect(Collectors.joining(", "));
            String query = "select (" + collated + ") > (" + collated + ")";
            return transactions.on(sql -> {
                Set<Key> after = new HashSet<>();
                for (Key key : keys) {
                    List<Object> both = new ArrayList<>(table.keyValues(key));
                    both.addAll(table.keyValues(cursor.get()));
                    if (sql.holds(query, both.toArray())) {
                        after.add(key);
                    }
                }
                return after;
            });
        });
    }

    @Override
    public CurrentRows readKeys(RowShape shape, UnitId unit, Collection<Key> keys) {
        return source.ofKeys(shape, unit, keys);
    }

    @Override
    public ApplyResult apply(MoverRight right, RowShape shape, CurrentRows rows) {
        return mirror.apply(right, shape, rows);
    }

    @Override
    public RangeDigest digestNext(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return source.digestNext(shape, unit, after, maxRows);
    }

    @Override
    public RangeDigest digest(RowShape shape, UnitId unit, KeyRange range) {
        return source.digest(shape, unit, range);
    }

    @Override
    public List<RowDigest> rowDigests(RowShape shape, UnitId unit, KeyRange range) {
        return source.rowDigests(shape, unit, range);
    }

    @Override
    public List<RowDigest> rowDigests(RowShape shape, UnitId unit, Collection<Key> keys) {
        return source.rowDigests(shape, unit, keys);
    }

    @Override
    public Set<Key> parentKeys(RowShape child, ParentLink link, RowBatch rows) {
        return SourceRows.parentsOf(child, link, rows);
    }

    @Override
    public Set<Key> childKeys(RowShape child, ParentLink link, UnitId unit, Collection<Key> parents) {
        return source.childrenOf(child, link, unit, parents);
    }

    @Override
    public Set<Key> marked(RowShape shape, UnitId unit, Collection<Key> keys) {
        Set<Key> marked =
                transactions.read(sql -> marks.marked(sql, unit, shape.entity().name()));
        return keys.stream().filter(marked::contains).collect(Collectors.toSet());
    }

    @Override
    public Set<UnitId> unitsWithRows(RowShape shape, Collection<UnitId> units) {
        return tables.with(shape.entity(), table -> {
            String one = "select 1" + table.from() + "where " + table.unit().is("t") + " limit 1";
            return transactions.read(sql -> {
                Set<UnitId> found = new LinkedHashSet<>();
                for (UnitId unit : units) {
                    if (sql.first(one, row -> true, table.unit().values(unit).toArray())
                            .isPresent()) {
                        found.add(unit);
                    }
                }
                return found;
            });
        });
    }

    @Override
    public int remove(MoverRight right, RowShape shape, int maxRows) {
        return mirror.remove(right, shape, maxRows);
    }

    @Override
    public List<UnitId> units(Entity entity, Optional<UnitId> after, int limit) {
        return listing.units(entity, after, limit);
    }
}
