package dev.godwit.jdbc.internal;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of one keyspace in a PostgreSQL database. Thread-safe. */
final class PostgresRows implements Rows {
    private final PortableSource portable;
    private final ChunkReader chunkReader;
    private final ChunkWriter chunkWriter;
    private final WholeUnits wholeUnits;
    private final KeyOrder keyOrder;
    private final KeyedReader keyedReader;
    private final MirrorApply mirrorApply;
    private final Digests digests;
    private final RowHashes rowHashes;
    private final ForeignKeyRows foreignKeys;
    private final Removal removal;
    private final UnitListing unitListing;

    PostgresRows(KeyspaceSchema schema, TableCatalog catalog, StoreTransactions transactions) {
        this.portable = new PortableSource(catalog, transactions, schema);
        this.chunkReader = new ChunkReader(catalog, transactions);
        this.chunkWriter = new ChunkWriter(catalog, transactions, schema);
        this.wholeUnits = new WholeUnits(catalog, transactions);
        this.keyOrder = new KeyOrder(catalog, transactions);
        this.keyedReader = new KeyedReader(catalog, transactions);
        this.mirrorApply = new MirrorApply(catalog, transactions, schema);
        this.digests = new Digests(catalog, transactions);
        this.rowHashes = new RowHashes(catalog, transactions, schema);
        this.foreignKeys = new ForeignKeyRows(catalog, transactions);
        this.removal = new Removal(catalog, transactions, schema);
        this.unitListing = new UnitListing(catalog, transactions);
    }

    @Override
    public Chunk readChunk(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return switch (shape.form()) {
            case NATIVE -> chunkReader.read(shape, unit, after, maxRows);
            case PORTABLE, CONVERTED -> portable.chunk(shape, unit, after, maxRows);
        };
    }

    @Override
    public void writeChunk(MoverRight right, RowShape shape, Chunk chunk) {
        chunkWriter.write(right, shape, chunk);
    }

    @Override
    public Map<UnitId, Chunk> readWhole(RowShape shape, Collection<UnitId> units, int maxRows) {
        return switch (shape.form()) {
            case NATIVE -> wholeUnits.read(shape, units, maxRows);
            case PORTABLE, CONVERTED -> Rows.super.readWhole(shape, units, maxRows);
        };
    }

    @Override
    public void writeWhole(RowShape shape, Map<MoverRight, Chunk> units) {
        chunkWriter.writeWhole(shape, units);
    }

    @Override
    public Set<UnitId> unitsWithCursors(Collection<UnitId> units) {
        return chunkWriter.unitsWithCursors(units);
    }

    @Override
    public List<CopyCursor> cursors(UnitId unit) {
        return chunkWriter.cursors(unit);
    }

    @Override
    public Set<Key> keysAfter(RowShape shape, Optional<Key> cursor, Collection<Key> keys) {
        return switch (shape.form()) {
            case NATIVE -> keyOrder.after(shape, cursor, keys);
            case PORTABLE, CONVERTED -> portable.keysAfter(shape, cursor, keys);
        };
    }

    @Override
    public CurrentRows readKeys(RowShape shape, UnitId unit, Collection<Key> keys) {
        return switch (shape.form()) {
            case NATIVE -> keyedReader.read(shape, unit, keys);
            case PORTABLE, CONVERTED -> portable.ofKeys(shape, unit, keys);
        };
    }

    @Override
    public ApplyResult apply(MoverRight right, RowShape shape, CurrentRows rows) {
        return mirrorApply.apply(right, shape, rows);
    }

    @Override
    public RangeDigest digestNext(RowShape shape, UnitId unit, Optional<Key> after, int maxRows) {
        return switch (shape.form()) {
            case NATIVE -> digests.next(shape, unit, after, maxRows);
            case PORTABLE, CONVERTED -> portable.digestNext(shape, unit, after, maxRows);
        };
    }

    @Override
    public RangeDigest digest(RowShape shape, UnitId unit, KeyRange range) {
        return switch (shape.form()) {
            case NATIVE -> digests.of(shape, unit, range);
            case PORTABLE, CONVERTED -> portable.digest(shape, unit, range);
        };
    }

    @Override
    public Map<UnitId, RangeDigest> digests(RowShape shape, Collection<UnitId> units) {
        return switch (shape.form()) {
            case NATIVE -> wholeUnits.digests(shape, units);
            case PORTABLE, CONVERTED -> Rows.super.digests(shape, units);
        };
    }

    @Override
    public List<RowDigest> rowDigests(RowShape shape, UnitId unit, KeyRange range) {
        return switch (shape.form()) {
            case NATIVE -> rowHashes.ofRange(shape, unit, range);
            case PORTABLE, CONVERTED -> portable.rowDigests(shape, unit, range);
        };
    }

    @Override
    public List<RowDigest> rowDigests(RowShape shape, UnitId unit, Collection<Key> keys) {
        return switch (shape.form()) {
            case NATIVE -> rowHashes.ofKeys(shape, unit, keys);
            case PORTABLE, CONVERTED -> portable.rowDigests(shape, unit, keys);
        };
    }

    @Override
    public Set<Key> marked(RowShape shape, UnitId unit, Collection<Key> keys) {
        return rowHashes.marked(shape, unit, keys);
    }

    @Override
    public Set<Key> parentKeys(RowShape child, ParentLink link, RowBatch rows) {
        return ForeignKeyRows.parentsOf(child, link, rows);
    }

    @Override
    public Set<Key> childKeys(RowShape child, ParentLink link, UnitId unit, Collection<Key> parents) {
        return foreignKeys.childrenOf(child, link, unit, parents);
    }

    @Override
    public Set<UnitId> unitsWithRows(RowShape shape, Collection<UnitId> units) {
        return unitListing.withRows(shape, units);
    }

    @Override
    public int remove(MoverRight right, RowShape shape, int maxRows) {
        return removal.remove(right, shape, maxRows);
    }

    @Override
    public List<UnitId> units(Entity entity, Optional<UnitId> after, int limit) {
        return unitListing.units(entity, after, limit);
    }
}
