package dev.godwit.testkit;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Chunk;
import dev.godwit.core.CopyCursor;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
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
import dev.godwit.testkit.Stored.CursorRow;
import dev.godwit.testkit.Stored.MarkRow;
import dev.godwit.testkit.Stored.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of a {@link MemoryDatabase} as movers and verifiers read them; what they write is {@link MoverWrites}. */
final class MemoryRows implements Rows {
    private final ControlWork work;
    private final MoverWrites writes;

    MemoryRows(MemoryDatabase database, ControlWork work) {
        this.work = work;
        this.writes = new MoverWrites(database, work);
    }

    @Override
    public Chunk readChunk(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return work.read("chunk of " + unit + " after " + after.map(Key::text).orElse("-"), transaction -> {
            List<Row> rows = rows(transaction, shape, unit, new KeyRange(after, Optional.empty())).stream()
                    .limit(maxRows)
                    .toList();
            return new Chunk(
                    new MemoryRowBatch(rows),
                    rows.isEmpty()
                            ? Optional.empty()
                            : Optional.of(rows.getLast().key()));
        });
    }

    @Override
    public void writeChunk(MoverRight right, RowShape shape, Chunk chunk) {
        writes.writeChunk(right, shape.entity().name(), chunk);
    }

    @Override
    public List<CopyCursor> cursors(UnitId unit) {
        return work.read(
                "cursors of " + unit,
                transaction -> transaction.table(Address.CURSORS).stream()
                        .map(CursorRow.class::cast)
                        .filter(row -> row.unit().equals(unit))
                        .map(CursorRow::cursor)
                        .toList());
    }

    @Override
    public Set<Key> keysAfter(RowShape shape, Optional<Key> cursor, Collection<Key> keys) {
        return work.read(
                "keys after " + cursor.map(Key::text).orElse("-"),
                transaction -> keys.stream()
                        .filter(key -> cursor.isEmpty()
                                || key.text().compareTo(cursor.get().text()) > 0)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    @Override
    public CurrentRows readKeys(RowShape shape, UnitId unit, Collection<Key> keys) {
        return work.read("rows " + keys + " of " + unit, transaction -> {
            List<Row> present = rows(transaction, shape, unit, keys);
            List<Key> presentKeys = present.stream().map(Row::key).toList();
            List<Key> absent =
                    keys.stream().filter(key -> !presentKeys.contains(key)).toList();
            return new CurrentRows(new MemoryRowBatch(present), presentKeys, absent);
        });
    }

    @Override
    public ApplyResult apply(MoverRight right, RowShape shape, CurrentRows rows) {
        return writes.apply(right, shape.entity().name(), rows);
    }

    @Override
    public RangeDigest digestNext(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return work.read("next digest of " + unit, transaction -> {
            List<Row> rows = rows(transaction, shape, unit, new KeyRange(after, Optional.empty()));
            boolean last = rows.size() < maxRows;
            List<Row> some = last ? rows : rows.subList(0, maxRows);
            Optional<Key> upTo =
                    last ? Optional.empty() : Optional.of(some.getLast().key());
            return digest(new KeyRange(after, upTo), some);
        });
    }

    @Override
    public RangeDigest digest(RowShape shape, UnitId unit, KeyRange range) {
        return work.read("digest of " + unit, transaction -> digest(range, rows(transaction, shape, unit, range)));
    }

    @Override
    public List<RowDigest> rowDigests(RowShape shape, UnitId unit, KeyRange range) {
        return work.read(
                "row digests of " + unit,
                transaction -> digests(transaction, shape, unit, rows(transaction, shape, unit, range)));
    }

    @Override
    public List<RowDigest> rowDigests(RowShape shape, UnitId unit, Collection<Key> keys) {
        return work.read(
                "row digests of " + keys,
                transaction -> digests(transaction, shape, unit, rows(transaction, shape, unit, keys)));
    }

    @Override
    public Set<Key> marked(RowShape shape, UnitId unit, Collection<Key> keys) {
        return work.read("marked of " + keys, transaction -> {
            Set<Key> marked = new LinkedHashSet<>(keys);
            marked.retainAll(marked(transaction, shape.entity().name(), unit));
            return marked;
        });
    }

    @Override
    public Set<Key> parentKeys(RowShape child, ParentLink link, RowBatch rows) {
        throw noForeignKeys(link);
    }

    @Override
    public Set<Key> childKeys(RowShape child, ParentLink link, UnitId unit, Collection<Key> parents) {
        throw noForeignKeys(link);
    }

    private static IllegalArgumentException noForeignKeys(ParentLink link) {
        return new IllegalArgumentException("the database in memory has no foreign key " + link);
    }

    @Override
    public Set<UnitId> unitsWithRows(RowShape shape, Collection<UnitId> units) {
        return work.read(
                "units with rows",
                transaction -> units.stream()
                        .filter(unit ->
                                !rows(transaction, shape, unit, KeyRange.ALL).isEmpty())
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    @Override
    public int remove(MoverRight right, RowShape shape, int maxRows) {
        return writes.remove(right, shape.entity().name(), maxRows);
    }

    @Override
    public List<UnitId> units(Entity entity, Optional<UnitId> after, int limit) {
        return work.read(
                "units of " + entity.name(),
                transaction -> transaction.table(Address.table(entity.name())).stream()
                        .map(row -> ((Row) row).unit())
                        .distinct()
                        .sorted()
                        .filter(unit -> after.isEmpty() || unit.compareTo(after.get()) > 0)
                        .limit(limit)
                        .toList());
    }

    private static List<Row> rows(MemoryTransaction transaction, RowShape shape, UnitId unit, KeyRange range) {
        List<Row> rows = new ArrayList<>();
        for (Stored stored : transaction.table(Address.table(shape.entity().name()))) {
            Row row = (Row) stored;
            String key = row.key().text();
            if (row.unit().equals(unit)
                    && range.after()
                            .filter(after -> key.compareTo(after.text()) <= 0)
                            .isEmpty()
                    && range.upTo()
                            .filter(upTo -> key.compareTo(upTo.text()) > 0)
                            .isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Row> rows(MemoryTransaction transaction, RowShape shape, UnitId unit, Collection<Key> keys) {
        Set<Key> wanted = new HashSet<>(keys);
        return rows(transaction, shape, unit, KeyRange.ALL).stream()
                .filter(row -> wanted.contains(row.key()))
                .toList();
    }

    private static RangeDigest digest(KeyRange range, List<Row> rows) {
        long sum = rows.stream().mapToLong(MemoryRows::hash).sum();
        return new RangeDigest(range, rows.size(), Long.toString(sum));
    }

    private static long hash(Row row) {
        long hash = 1125899906842597L;
        String text = row.key() + "|" + row.unit() + "|" + row.value();
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        // Sums of hashes are compared: without these shifts two rows that have exchanged their values would not be
        // noticed.
        hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
        return (hash ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L;
    }

    private static List<RowDigest> digests(MemoryTransaction transaction, RowShape shape, UnitId unit, List<Row> rows) {
        Set<Key> marked = marked(transaction, shape.entity().name(), unit);
        return rows.stream()
                .map(row -> new RowDigest(row.key(), hash(row), marked.contains(row.key())))
                .toList();
    }

    private static Set<Key> marked(MemoryTransaction transaction, EntityName entity, UnitId unit) {
        return transaction.table(Address.MARKS).stream()
                .map(MarkRow.class::cast)
                .filter(mark -> mark.unit().equals(unit) && mark.entity().equals(entity))
                .map(MarkRow::key)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
