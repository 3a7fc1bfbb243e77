package dev.godwit.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of one keyspace in one store, as movers and verifiers read and write them. Reads see exactly the rows of the
 * unit that is named, with row security off. Writes take the unit's shared lock first, check role, epoch and token
 * second, and keep the lock to the durable commit; they throw {@link GodwitException} with
 * {@link ErrorCode#MOVER_SHUT_OUT} when the right is void. Thread-safe.
 */
public interface Rows {
    /** Reads the rows that follow a key, in key order, at most so many. */
    Chunk readChunk(RowShape shape, UnitId unit, Optional<Key> after, int maxRows);

    /**
     * Writes a chunk and moves the cursor to its last key in the same transaction. An empty chunk ends the copy.
     *
     * <p>Rows of a shape that {@link RowShape#pointsToItself() points to itself} may be there already: they were brought
     * because others point to them, and are written again.
     *
     * @throws GodwitException with {@link ErrorCode#ROW_WITHOUT_PARENT} when a row points to one that is not there
     */
    void writeChunk(MoverRight right, RowShape shape, Chunk chunk);

    /**
     * Reads units that are small as a whole, if possible in one statement.
     *
     * @param maxRows of one unit
     * @return a chunk for each unit that has at most so many rows, and for which there was room in memory
     */
    default Map<UnitId, Chunk> readWhole(RowShape shape, Collection<UnitId> units, int maxRows) {
        Map<UnitId, Chunk> whole = new LinkedHashMap<>();
        for (UnitId unit : units) {
            Chunk chunk = readChunk(shape, unit, Optional.empty(), maxRows);
            // Wide rows make short chunks: only an empty one says that there are no more.
            if ((chunk.isEmpty() && maxRows > 0)
                    || readChunk(shape, unit, chunk.lastKey(), 1).isEmpty()) {
                whole.put(unit, chunk);
            }
        }
        return whole;
    }

    /**
     * Writes units that were {@link #readWhole read as a whole} and ends their copy, if possible in one transaction.
     *
     * @throws GodwitException as {@link #writeChunk}, when any of them could not be written; others may have been
     */
    default void writeWhole(RowShape shape, Map<MoverRight, Chunk> units) {
        units.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().unit()))
                .forEach(entry -> {
                    if (!entry.getValue().isEmpty()) {
                        writeChunk(entry.getKey(), shape, entry.getValue());
                    }
                    writeChunk(entry.getKey(), shape, Chunk.END);
                });
    }

    /** The cursors of a unit's copy in this mirror. */
    List<CopyCursor> cursors(UnitId unit);

    /** Which of the units have a cursor in this mirror. */
    default Set<UnitId> unitsWithCursors(Collection<UnitId> units) {
        return units.stream().filter(unit -> !cursors(unit).isEmpty()).collect(Collectors.toSet());
    }

    /** Which of the keys are after the cursor, in this store's key order; all of them when the cursor is absent. */
    Set<Key> keysAfter(RowShape shape, Optional<Key> cursor, Collection<Key> keys);

    /** Reads these rows as they are now; keys that the unit has no more are absent from the result. */
    CurrentRows readKeys(RowShape shape, UnitId unit, Collection<Key> keys);

    /**
     * Makes the mirror equal to home for these keys: upserts the rows, deletes the absent ones, all of this unit only.
     *
     * @throws GodwitException with {@link ErrorCode#ROW_WITHOUT_PARENT} when a row points to one that is not there, or
     *     one is pointed to that would be deleted
     */
    ApplyResult apply(MoverRight right, RowShape shape, CurrentRows rows);

    /** The digest of the next rows in key order after a key, at most so many; open at the end when there are fewer. */
    RangeDigest digestNext(RowShape shape, UnitId unit, Optional<Key> after, int maxRows);

    /** The digest of a range. */
    RangeDigest digest(RowShape shape, UnitId unit, KeyRange range);

    /** The digest of all rows of each unit, if possible in one statement. */
    default Map<UnitId, RangeDigest> digests(RowShape shape, Collection<UnitId> units) {
        Map<UnitId, RangeDigest> digests = new LinkedHashMap<>();
        units.forEach(unit -> digests.put(unit, digest(shape, unit, KeyRange.ALL)));
        return digests;
    }

    /** The hash of each row of a range, with whether its key had a mark in the same snapshot. */
    List<RowDigest> rowDigests(RowShape shape, UnitId unit, KeyRange range);

    /** The hash of each of these rows that exists, with whether its key had a mark in the same snapshot. */
    List<RowDigest> rowDigests(RowShape shape, UnitId unit, Collection<Key> keys);

    /**
     * Which keys have a mark now. Asked in the snapshot of nothing: use it only for keys that {@link #rowDigests} did not
     * return because the row is gone, and before reading them again.
     */
    Set<Key> marked(RowShape shape, UnitId unit, Collection<Key> keys);

    /**
     * The keys of the parents that rows point to by a foreign key, as these rows were when this store read them. Asks no
     * database.
     */
    Set<Key> parentKeys(RowShape child, ParentLink link, RowBatch rows);

    /** The keys of the unit's rows that point to these parents by a foreign key, asked of a mirror. */
    Set<Key> childKeys(RowShape child, ParentLink link, UnitId unit, Collection<Key> parents);

    /** Which of the units have rows. */
    Set<UnitId> unitsWithRows(RowShape shape, Collection<UnitId> units);

    /**
     * Removes rows of the unit, at most so many, and the cursor of its copy.
     *
     * @return how many were removed; 0 when none is left
     */
    int remove(MoverRight right, RowShape shape, int maxRows);

    /** Distinct units that have rows of an entity, in order, after a unit; for waves that list all. */
    List<UnitId> units(Entity entity, Optional<UnitId> after, int limit);

    /**
     * Rows as they are now.
     *
     * @param present the rows that exist
     * @param presentKeys their keys
     * @param absentKeys the keys for which the unit has no row
     */
    record CurrentRows(RowBatch present, List<Key> presentKeys, List<Key> absentKeys) {
        public CurrentRows {
            presentKeys = List.copyOf(presentKeys);
            absentKeys = List.copyOf(absentKeys);
        }

        /** All keys that were asked for. */
        public List<Key> keys() {
            List<Key> keys = new ArrayList<>(presentKeys);
            keys.addAll(absentKeys);
            return keys;
        }

        /** Without those that exist. */
        public CurrentRows absent() {
            return new CurrentRows(RowBatch.NONE, List.of(), absentKeys);
        }

        /** Without those that the unit has no more. */
        public CurrentRows existing() {
            return new CurrentRows(present, presentKeys, List.of());
        }
    }
}
