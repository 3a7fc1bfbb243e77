package dev.godwit.core;

import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fence rows of one keyspace in one store. Every change is one explicit READ COMMITTED transaction, bounded in time
 * and committed durably. Thread-safe.
 *
 * <p>All methods throw {@link GodwitException} with {@link ErrorCode#STORE_BUSY} when a lock could not be had in its
 * short time, {@link ErrorCode#STORE_CONNECTION_LOST} when nothing was changed, and {@link
 * ErrorCode#STORE_OUTCOME_UNKNOWN} when the commit was sent and not answered.
 */
public interface Fences {
    Optional<Fence> read(UnitId unit);

    /** The fences of those units that have one. */
    Map<UnitId, Fence> readAll(Collection<UnitId> units);

    DefaultFence readDefault();

    /**
     * Writes the rows of a wave in one transaction and bumps the default row, so that writers above READ COMMITTED whose
     * snapshot is older are refused. A unit that has no row, or a settled one of the same meaning (HOME for HOME, MOVED
     * for MIRROR), gets the role, the next epoch and the in-flight flag; one that already has it in flight is left alone.
     *
     * @param role HOME or MIRROR
     * @return the fences as they are now, for each of the units
     * @throws GodwitException with {@link ErrorCode#FENCE_LOST} when a row of another meaning is in the way
     */
    Map<UnitId, Fence> start(MigrationName migration, Role role, Collection<UnitId> units);

    /**
     * Writes a settled MOVED row for those of the units that have none: they live in another store, whatever becomes of
     * the default here.
     *
     * @throws GodwitException with {@link ErrorCode#FENCE_LOST} when one lives here by default
     */
    void exclude(MigrationName migration, Collection<UnitId> units);

    /**
     * Carries a change out if the row is as expected.
     *
     * @return whether it was
     */
    boolean change(FenceChange change);

    /**
     * Carries changes of one kind out, each if its row is as expected, if possible in one transaction with one commit. No
     * two are of the same unit. Locks are taken in the order of the units.
     *
     * @return the units whose row was as expected
     * @throws GodwitException when any of them could not be tried; others may have been carried out then
     */
    default Set<UnitId> changeAll(Collection<? extends FenceChange> changes) {
        return changes.stream()
                .sorted(Comparator.comparing(FenceChange::unit))
                .filter(this::change)
                .map(FenceChange::unit)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Freezes a unit, and when that is durable looks, in this order, who still writes and what has to be mirrored.
     *
     * @param horizon from an earlier complete batch of the unit's marks
     * @param limit how many marks at the most
     * @return what it found; absent when the row was not as expected
     */
    Optional<Frozen> freeze(Freeze change, long horizon, int limit);

    /**
     * What was found right after a freeze.
     *
     * @param writers the transactions that hold the unit's shared lock, or the bulk lock
     * @param marks read after the writers were listed: all marks of the unit, if no writer is left and it is complete
     */
    record Frozen(Set<LockHolder> writers, MarkBatch marks) {
        public Frozen {
            writers = Set.copyOf(writers);
        }
    }

    /**
     * Deletes the last marks of a home and demotes it, if no other mark is left, and makes sure that this is on every
     * standby that may be promoted, for the heir comes next.
     *
     * @param drained marks of the unit whose keys are equal in the mirror
     * @return whether the row was as expected
     * @throws GodwitException also when it was, and a standby was not that far in time
     */
    boolean demote(Demote change, List<Mark> drained);

    /**
     * Gives the mirror a new mover: a token that was never used, under the exclusive lock, if the row is MIRROR with this
     * epoch and not sealed. Whoever had a token before is shut out.
     */
    Optional<MoverRight> acquire(UnitId unit, Epoch epoch);

    /**
     * {@link #acquire} for many units, if possible in one transaction.
     *
     * @return the rights of those units whose row was as expected
     * @throws GodwitException when any of them could not be tried; others may have got a token then
     */
    default Map<UnitId, MoverRight> acquireAll(Map<UnitId, Epoch> epochs) {
        Map<UnitId, MoverRight> rights = new LinkedHashMap<>();
        new TreeMap<>(epochs)
                .forEach((unit, epoch) -> acquire(unit, epoch).ifPresent(right -> rights.put(unit, right)));
        return rights;
    }

    /**
     * Takes the mirror from every mover for an abort: epoch + 1 and a new token under the exclusive lock, if the row is
     * MIRROR with this epoch.
     */
    Optional<MoverRight> evict(UnitId unit, Epoch epoch);

    /** A token for removing the rows that a MOVED unit left behind, if the row is MOVED with this epoch. */
    Optional<MoverRight> acquireRemoval(UnitId unit, Epoch epoch);

    /** The transactions that hold one of the units' shared locks, or the bulk lock, at this moment. */
    Set<LockHolder> holders(Collection<UnitId> units);

    /** {@link #holders} by unit; who holds the bulk lock counts for each. Units that nobody holds are left out. */
    default Map<UnitId, Set<LockHolder>> holdersByUnit(Collection<UnitId> units) {
        Map<UnitId, Set<LockHolder>> found = new LinkedHashMap<>();
        for (UnitId unit : units) {
            Set<LockHolder> holders = holders(List.of(unit));
            if (!holders.isEmpty()) {
                found.put(unit, holders);
            }
        }
        return found;
    }

    /** Which of these transactions still hold a unit's shared lock or the bulk lock. */
    Set<LockHolder> stillHolding(Set<LockHolder> holders);

    /**
     * Changes the role of the units without a row, under the exclusive default lock, by compare-and-set.
     *
     * @return whether the row was as expected; false also when the new role is MOVED and units without a row have rows
     */
    boolean changeDefault(Epoch expectedEpoch, Role newRole);

    /**
     * Units that have rows in the store and no fence row.
     *
     * @param limit how many at the most
     */
    List<UnitId> unlistedUnits(int limit);

    /** All fence rows, by unit; for checks and removal. */
    List<Fence> all();
}
