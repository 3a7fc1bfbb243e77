package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange.Retire;
import dev.godwit.core.FenceChange.Settle;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MoverRight;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Side;
import dev.godwit.core.Store;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.internal.mover.MoveCounters;
import dev.godwit.engine.internal.mover.Throttle;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Ends a move: after an abort it removes what was written into the target, after a finalize it retires the source and,
 * when the retention is over, removes its rows. Each part may be repeated, and is when writers that began before take
 * long to end ({@code LONG_TRANSACTION}). Thread-safe for different units.
 */
public final class UnitRemoval {
    private static final int CHUNK_ROWS = 5_000;

    private final StorePairs stores;
    private final Recorder recorder;
    private final SessionBook sessions;
    private final DepartingWriters departing;
    private final Throttle throttle;
    private final MoveCounters counters;
    private final TimeSource time;
    private final SteadyClock clock;
    private final PausePoints pausePoints;

    public UnitRemoval(
            StorePairs stores,
            Recorder recorder,
            SessionBook sessions,
            DepartingWriters departing,
            Throttle throttle,
            MoveCounters counters,
            TimeSource time,
            SteadyClock clock,
            PausePoints pausePoints) {
        this.stores = stores;
        this.recorder = recorder;
        this.sessions = sessions;
        this.departing = departing;
        this.throttle = throttle;
        this.counters = counters;
        this.time = time;
        this.clock = clock;
        this.pausePoints = pausePoints;
    }

    /** Records that a move is given up. */
    public void abort(UnitRecord record) {
        recorder.event(record.unit(), UnitEvent.ABORT, changing -> changing, "");
        pausePoints.reached(PausePoint.AFTER_CLEANING_RECORD);
    }

    /**
     * Removes what the move wrote into the target.
     *
     * @return whether it came to an end
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public boolean clean(UnitRecord record, BooleanSupplier mayGoOn) throws InterruptedException {
        UnitId unit = record.unit();
        sessions.drop(unit);
        Store target = stores.of(record).target();
        Fence fence = read(target, unit);
        if (fence.role() == Role.MIRROR) {
            requireCurrent(record, target);
            MoverRight right = target.fences().evict(unit, fence.epoch()).orElseThrow(() -> busy(unit, target));
            pausePoints.reached(PausePoint.AFTER_SHUT_OUT);
            if (!removeRows(target, right, stores.of(record).shapesFrom(Side.SOURCE, unit), mayGoOn)) {
                return false;
            }
            pausePoints.reached(PausePoint.AFTER_REMOVAL);
            requireChange(target.fences().change(new Retire(unit, right.epoch())), unit, target);
            pausePoints.reached(PausePoint.AFTER_RETIRE_TARGET);
        }
        stopMarking(stores.of(record).source(), record);
        pausePoints.reached(PausePoint.AFTER_CLEANED_SETTLE);
        recorder.event(unit, UnitEvent.CLEANED, changing -> changing, "");
        pausePoints.reached(PausePoint.AFTER_SETTLED_SOURCE_RECORD);
        return true;
    }

    /**
     * Settles the fences of a move that was given up before it was recorded as begun. No row was copied. Nobody may start
     * units meanwhile.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void retreat(UnitId unit) throws InterruptedException {
        UnitRecord record = recorder.change(unit, changing -> changing, "");
        if (NextAction.of(record) != NextAction.RETREAT) {
            // It moves again, and may have been started while this waited for its turn.
            return;
        }
        Store target = stores.of(record).target();
        Optional<Fence> there = target.fences().read(unit).filter(fence -> fence.role() == Role.MIRROR);
        if (there.isPresent()) {
            requireChange(target.fences().change(new Retire(unit, there.get().epoch())), unit, target);
        }
        if (stores.of(record).source().fences().read(unit).isPresent()) {
            stopMarking(stores.of(record).source(), record);
        }
        recorder.change(
                unit,
                changing -> NextAction.of(changing) == NextAction.RETREAT ? changing.with(Leftover.NONE) : changing,
                "it stays in the source");
    }

    /** Records that a move is accepted for good. */
    public void finish(UnitRecord record) {
        long now = clock.now().toEpochMilli();
        recorder.event(
                record.unit(),
                UnitEvent.FINALIZE,
                changing -> changing.with(Leftover.FENCES).settledAt(now),
                "no way back from here");
        pausePoints.reached(PausePoint.AFTER_FINALIZE_RECORD);
    }

    /**
     * Takes the mirror role from the source and ends the marks in the target.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void retireSource(UnitRecord record) throws InterruptedException {
        UnitId unit = record.unit();
        sessions.drop(unit);
        Fence fence = read(stores.of(record).source(), unit);
        if (fence.role() == Role.MIRROR) {
            requireCurrent(record, stores.of(record).source());
            requireChange(
                    stores.of(record).source().fences().change(new Retire(unit, fence.epoch())),
                    unit,
                    stores.of(record).source());
        }
        pausePoints.reached(PausePoint.AFTER_RETIRE_SOURCE);
        stopMarking(stores.of(record).target(), record);
        pausePoints.reached(PausePoint.AFTER_STOP_MARKING);
        recorder.change(unit, changing -> changing.with(Leftover.ROWS), "the source is retired");
    }

    /**
     * Removes the source's rows.
     *
     * @return whether it came to an end
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public boolean removeSourceRows(UnitRecord record, BooleanSupplier mayGoOn) throws InterruptedException {
        UnitId unit = record.unit();
        Store source = stores.of(record).source();
        Fence fence = read(source, unit);
        MoverRight right = source.fences().acquireRemoval(unit, fence.epoch()).orElseThrow(() -> busy(unit, source));
        if (!removeRows(source, right, stores.of(record).shapesFrom(Side.TARGET, unit), mayGoOn)) {
            return false;
        }
        pausePoints.reached(PausePoint.AFTER_SOURCE_REMOVED);
        recorder.change(unit, changing -> changing.with(Leftover.NONE), "the source's rows are removed");
        return true;
    }

    private boolean removeRows(Store store, MoverRight right, List<RowShape> shapes, BooleanSupplier mayGoOn)
            throws InterruptedException {
        for (RowShape shape : shapes.reversed()) {
            int removed;
            do {
                if (!mayGoOn.getAsBoolean()) {
                    return false;
                }
                long start = time.monotonicNanos();
                removed = remove(store, right, shape);
                counters.rowsRemoved.add(removed);
                throttle.observe(removed, time.since(start));
                pausePoints.reached(PausePoint.AFTER_REMOVAL_CHUNK);
                throttle.pace();
            } while (removed > 0);
        }
        return true;
    }

    private static int remove(Store store, MoverRight right, RowShape shape) {
        try {
            return store.rows().remove(right, shape, CHUNK_ROWS);
        } catch (GodwitException refusal) {
            boolean reference = shape.entity().unit() instanceof UnitRule.Whole whole && whole.reference();
            if (refusal.code() == ErrorCode.ROW_WITHOUT_PARENT && reference) {
                throw new GodwitException(
                        ErrorCode.REFERENCE_BEHIND,
                        "rows of " + right.unit() + " stay in " + store.name() + " until none points to them",
                        refusal);
            }
            throw refusal;
        }
    }

    private void stopMarking(Store home, UnitRecord record) throws InterruptedException {
        UnitId unit = record.unit();
        Fence fence = read(home, unit);
        requireCurrent(record, home);
        if (fence.role() == Role.FROZEN) {
            // A freeze of an attempt that was given up has arrived at last.
            requireChange(home.fences().change(new Thaw(unit, fence.epoch())), unit, home);
            fence = read(home, unit);
        }
        if (fence.role() == Role.HOME && fence.inFlight()) {
            requireChange(home.fences().change(new Settle(unit, fence.epoch())), unit, home);
        }
        // Writers that began while marks were wanted may still commit some.
        departing.await(home, List.of(unit));
        home.marks().purge(unit);
    }

    /**
     * Makes sure that nobody has changed the unit's record since it was acted on. Asked after a fence was read and before it
     * is changed at the epoch that was read: a server that stood still may have been followed by another one, which has
     * ended this move and begun the next, and the fence is then that one's.
     */
    private void requireCurrent(UnitRecord acted, Store store) {
        UnitRecord now = recorder.change(acted.unit(), unchanged -> unchanged, "");
        if (!now.epoch().equals(acted.epoch())) {
            throw busy(acted.unit(), store);
        }
    }

    private static Fence read(Store store, UnitId unit) {
        return store.fences()
                .read(unit)
                .orElseThrow(() ->
                        new GodwitException(ErrorCode.FENCE_LOST, "unit " + unit + " has no fence in " + store.name()));
    }

    private static void requireChange(boolean changed, UnitId unit, Store store) {
        if (!changed) {
            throw busy(unit, store);
        }
    }

    private static GodwitException busy(UnitId unit, Store store) {
        return new GodwitException(
                ErrorCode.STORE_BUSY, "the fence of unit " + unit + " in " + store.name() + " was changed meanwhile");
    }
}
