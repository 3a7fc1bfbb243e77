package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.GodwitException;
import dev.godwit.core.LockHolder;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Starts units: fence rows in both stores, one transaction per store, then a wait for the writers that began before,
 * then the record. Repeating it is harmless. Thread-safe.
 */
public final class UnitStarter {
    private static final Duration POLL = Duration.ofMillis(5);

    private final MigrationName migration;
    private final Stores stores;
    private final Recorder recorder;
    private final OlderWriters olderWriters;
    private final TimeSource time;
    private final PausePoints pausePoints;

    public UnitStarter(
            MigrationName migration,
            Stores stores,
            Recorder recorder,
            OlderWriters olderWriters,
            TimeSource time,
            PausePoints pausePoints) {
        this.migration = migration;
        this.stores = stores;
        this.recorder = recorder;
        this.olderWriters = olderWriters;
        this.time = time;
        this.pausePoints = pausePoints;
    }

    /**
     * Starts units that are SETTLED in the source.
     *
     * @param waitsFor told why it waits; an empty text when it no longer does
     * @throws GodwitException with {@link ErrorCode#TARGET_NOT_EMPTY} when the target has rows that no move explains
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void start(Collection<UnitId> units, Consumer<String> waitsFor) throws InterruptedException {
        requireEmptyTarget(units);
        pausePoints.reached(PausePoint.BEFORE_START_FENCES);
        // The home first: one that leaves marks without a mirror is harmless, while a mirror whose home is not listed
        // yet looks to a scatter like a unit between two homes, for as long as nobody goes on from here.
        stores.source().fences().start(migration, Role.HOME, units);
        olderWriters.started(units);
        pausePoints.reached(PausePoint.AFTER_START_SOURCE_FENCES);
        stores.target().fences().start(migration, Role.MIRROR, units);
        pausePoints.reached(PausePoint.AFTER_START_TARGET_FENCES);
        awaitOlderWriters(units, waitsFor);
        recorder.changeAll(
                units,
                record -> record.phase() == Phase.SETTLED ? record.on(UnitEvent.START) : record,
                UnitEvent.START.name());
        pausePoints.reached(PausePoint.AFTER_START_RECORD);
    }

    private void requireEmptyTarget(Collection<UnitId> units) {
        Map<UnitId, Fence> known = stores.target().fences().readAll(units);
        List<UnitId> fresh = new ArrayList<>(units);
        fresh.removeIf(unit -> known.containsKey(unit) && known.get(unit).inFlight());
        for (UnitId unit : fresh) {
            for (RowShape shape : stores.toTarget()) {
                if (stores.target().rows().count(shape, unit, 1) > 0) {
                    throw new GodwitException(
                            ErrorCode.TARGET_NOT_EMPTY,
                            "unit " + unit + " already has rows in "
                                    + stores.target().name() + ", table "
                                    + shape.entity().tableIn(stores.target().name()));
                }
            }
        }
    }

    /** A writer that began before the fence was there left no mark; its rows must be visible before the copy reads. */
    private void awaitOlderWriters(Collection<UnitId> units, Consumer<String> waitsFor) throws InterruptedException {
        Set<LockHolder> holders = stores.source().fences().holders(units);
        while (!holders.isEmpty()) {
            waitsFor.accept("writers that began before the start: "
                    + holders.stream().map(LockHolder::description).limit(3).toList());
            time.sleep(POLL);
            holders = stores.source().fences().stillHolding(holders);
        }
        waitsFor.accept("");
    }
}
