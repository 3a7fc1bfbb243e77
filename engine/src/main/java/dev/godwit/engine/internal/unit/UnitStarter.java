package dev.godwit.engine.internal.unit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Side;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.UnitRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Starts units: fence rows in both stores, one transaction per store, then a wait for the writers that began before,
 * then the record. Repeating it is harmless. Thread-safe.
 */
public final class UnitStarter {
    private final MigrationName migration;
    private final StorePairs stores;
    private final Recorder recorder;
    private final UnitBoard board;
    /** Shared by those who start units. */
    private final ReentrantReadWriteLock starting = new ReentrantReadWriteLock();

    private final OlderWriters olderWriters;
    private final DepartingWriters departing;
    private final PausePoints pausePoints;

    public UnitStarter(
            MigrationName migration,
            StorePairs stores,
            Recorder recorder,
            UnitBoard board,
            OlderWriters olderWriters,
            DepartingWriters departing,
            PausePoints pausePoints) {
        this.migration = migration;
        this.stores = stores;
        this.recorder = recorder;
        this.board = board;
        this.olderWriters = olderWriters;
        this.departing = departing;
        this.pausePoints = pausePoints;
    }

    /**
     * Starts units that are SETTLED in the source.
     *
     * @throws GodwitException with {@link ErrorCode#TARGET_NOT_EMPTY} when the target has rows that no move explains, with
     *     {@link ErrorCode#LONG_TRANSACTION} when writers that began before take long; ask again
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void start(Collection<UnitRecord> units) throws InterruptedException {
        starting.readLock().lockInterruptibly();
        try {
            Map<Stores, List<UnitId>> byPair = units.stream()
                    .filter(record -> wanted(record.unit()))
                    .collect(groupingBy(stores::of, LinkedHashMap::new, mapping(UnitRecord::unit, toList())));
            startPairs(byPair);
        } finally {
            starting.readLock().unlock();
        }
    }

    /** A store that can't be used holds up the units that go or come there, and no others. */
    private void startPairs(Map<Stores, List<UnitId>> byPair) throws InterruptedException {
        Optional<GodwitException> failure = Optional.empty();
        for (Map.Entry<Stores, List<UnitId>> some : byPair.entrySet()) {
            try {
                startThose(some.getKey(), some.getValue());
            } catch (GodwitException e) {
                failure = Optional.of(failure.orElse(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Whether nobody has given the move up, as far as this server knows. */
    private boolean wanted(UnitId unit) {
        return board.record(unit)
                .filter(record -> NextAction.of(record) != NextAction.START)
                .isEmpty();
    }

    /**
     * Does something about fences while no unit is being started.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void alone(Interruptible action) throws InterruptedException {
        starting.writeLock().lockInterruptibly();
        try {
            action.run();
        } finally {
            starting.writeLock().unlock();
        }
    }

    /** Something that waits. */
    @FunctionalInterface
    public interface Interruptible {
        void run() throws InterruptedException;
    }

    private void startThose(Stores pair, Collection<UnitId> units) throws InterruptedException {
        requireEmptyTarget(pair, units);
        pausePoints.reached(PausePoint.BEFORE_START_FENCES);
        // The home first: one that leaves marks without a mirror is harmless, while a mirror whose home is not listed
        // yet looks to a scatter like a unit between two homes, for as long as nobody goes on from here.
        pair.source().fences().start(migration, Role.HOME, units);
        olderWriters.started(pair.source(), units);
        pausePoints.reached(PausePoint.AFTER_START_SOURCE_FENCES);
        pair.target().fences().start(migration, Role.MIRROR, units);
        pausePoints.reached(PausePoint.AFTER_START_TARGET_FENCES);
        // A writer that began before the fence was there left no mark: its rows must be visible before the copy reads.
        departing.await(pair.source(), units);
        recorder.changeAll(
                units,
                // Whoever gave the move up meanwhile believes that the unit is at rest.
                record -> NextAction.of(record) == NextAction.START ? record.on(UnitEvent.START) : record,
                UnitEvent.START.name());
        pausePoints.reached(PausePoint.AFTER_START_RECORD);
    }

    private static void requireEmptyTarget(Stores pair, Collection<UnitId> units) {
        Map<UnitId, Fence> known = pair.target().fences().readAll(units);
        List<UnitId> fresh = new ArrayList<>(units);
        fresh.removeIf(unit -> known.containsKey(unit) && known.get(unit).inFlight());
        Map<RowShape, Set<UnitId>> asked = new LinkedHashMap<>();
        for (UnitId unit : fresh) {
            for (RowShape shape : pair.shapesFrom(Side.SOURCE, unit)) {
                asked.computeIfAbsent(shape, ignored -> new LinkedHashSet<>()).add(unit);
            }
        }
        for (Map.Entry<RowShape, Set<UnitId>> question : asked.entrySet()) {
            Set<UnitId> filled = pair.target().rows().unitsWithRows(question.getKey(), question.getValue());
            if (!filled.isEmpty()) {
                requireInFlightInTarget(pair, question.getKey(), filled);
            }
        }
    }

    /** Somebody else may have started them meanwhile, and copied rows already. */
    private static void requireInFlightInTarget(Stores pair, RowShape shape, Set<UnitId> units) {
        Map<UnitId, Fence> fences = pair.target().fences().readAll(units);
        for (UnitId unit : units) {
            Fence fence = fences.get(unit);
            if (fence == null || !fence.inFlight()) {
                throw new GodwitException(
                        ErrorCode.TARGET_NOT_EMPTY,
                        "unit " + unit + " already has rows in "
                                + pair.target().name() + ", table "
                                + shape.entity().tableIn(pair.target().name()));
            }
        }
    }
}
