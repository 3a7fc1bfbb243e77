package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.FenceChange;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.Fences.Frozen;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.mover.Beside;
import dev.godwit.engine.internal.mover.Drainer;
import dev.godwit.engine.internal.mover.Drainer.Applied;
import dev.godwit.engine.internal.mover.FrozenComparison;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.internal.mover.Verifier;
import dev.godwit.engine.spi.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Steps 3 to 8 of a change of home: the pause that writers see, so each round trip counts. What does not depend on each
 * other is done at the same time: home's side of the comparison is read while the last rows are applied, and the mirror
 * is sealed while its own side is read. A comparison that finds a difference then leaves a sealed mirror, like a crash at
 * that point. The last marks are deleted by the demotion. Thread-safe for different units.
 */
public final class HomeTransfer {
    private static final int VERIFY_AT_ONCE = 5_000;

    private final Drainer drainer;
    private final Verifier verifier;
    private final Beside beside;
    private final ChangeSettings settings;
    private final PauseGate gate;
    private final TimeSource time;
    private final PausePoints pausePoints;

    public HomeTransfer(
            Drainer drainer,
            Verifier verifier,
            Beside beside,
            ChangeSettings settings,
            PauseGate gate,
            TimeSource time,
            PausePoints pausePoints) {
        this.drainer = drainer;
        this.verifier = verifier;
        this.beside = beside;
        this.settings = settings;
        this.gate = gate;
        this.time = time;
        this.pausePoints = pausePoints;
    }

    /**
     * Takes the unit from home to mirror.
     *
     * @param frozen whether home was frozen before, with the epoch that this attempt gives a freeze
     * @return how long writers were held
     * @throws GodwitException when it did not come to an end; the fences need recovery
     * @throws InterruptedException when the thread is interrupted meanwhile; the same holds
     */
    public Duration run(MirrorSession session, Attempt attempt, boolean frozen) throws InterruptedException {
        gate.enter();
        try {
            return transfer(session, attempt, frozen);
        } finally {
            gate.leave();
        }
    }

    private Duration transfer(MirrorSession session, Attempt attempt, boolean frozen) throws InterruptedException {
        UnitId unit = session.unit();
        Store mirror = session.mirror();
        Pause pause = new Pause(unit, time.monotonicNanos());
        MarkBatch marks = awaitWriters(session, frozen ? adopt(session, attempt) : freeze(session, attempt), pause);
        FrozenComparison comparison = verifier.compareFrozen(session);
        Applied last = drainAll(session, marks, pause);
        pausePoints.reached(PausePoint.AFTER_DRAIN);
        Heir heir = new Heir(session.home().name(), attempt.demoted());
        beside.run(
                () -> finish(comparison, session, pause),
                () -> {
                    require(mirror, new Seal(unit, attempt.mirror(), heir));
                    // A standby that has the seal has all rows before it; one that took over earlier may not.
                    session.requireHistoryOfMirror();
                },
                session::requireHistoryOfHome);
        pausePoints.reached(PausePoint.AFTER_SEAL);
        pause.requireBudget("comparing");
        demote(session, new Demote(unit, attempt.frozen()), last.done());
        pausePoints.reached(PausePoint.AFTER_DEMOTE);
        promote(mirror, new Promote(unit, attempt.sealed(), heir));
        return time.since(pause.startNanos());
    }

    private Frozen freeze(MirrorSession session, Attempt attempt) {
        Freeze freeze = new Freeze(session.unit(), attempt.home(), settings.maxPause());
        Frozen frozen = session.home()
                .fences()
                .freeze(freeze, session.horizon(), drainer.batchMarks())
                .orElseThrow(() -> notTaken(session.home(), freeze));
        pausePoints.reached(PausePoint.AFTER_FREEZE);
        return frozen;
    }

    /** What a freeze looks at, in the same order, for one that went before. */
    private Frozen adopt(MirrorSession session, Attempt attempt) {
        UnitId unit = session.unit();
        Store home = session.home();
        if (home.fences()
                .read(unit)
                .filter(fence -> fence.is(Role.FROZEN, attempt.frozen()))
                .isEmpty()) {
            throw notTaken(home, new Freeze(unit, attempt.home(), settings.maxPause()));
        }
        Set<LockHolder> writers = home.fences().holders(List.of(unit));
        Frozen frozen = new Frozen(writers, drainer.read(session));
        pausePoints.reached(PausePoint.AFTER_FREEZE);
        return frozen;
    }

    /** Waits for the writers that the freeze has found, and gives marks that were read after the last of them. */
    private MarkBatch awaitWriters(MirrorSession session, Frozen frozen, Pause pause) throws InterruptedException {
        Set<LockHolder> writers = frozen.writers();
        while (!writers.isEmpty()) {
            writers = session.home().fences().stillHolding(writers);
            if (!writers.isEmpty()) {
                pause.requireBudget("waiting for " + describe(writers));
                time.sleep(settings.holderPoll());
            }
        }
        return frozen.writers().isEmpty() ? frozen.marks() : drainer.read(session);
    }

    /**
     * Nobody writes now. If somebody does, for the freeze has expired, there is a mark, and the demotion is refused.
     *
     * @return the last batch, whose marks still exist
     */
    private Applied drainAll(MirrorSession session, MarkBatch first, Pause pause) {
        Applied applied = drainer.apply(session, first);
        while (!applied.all()) {
            pause.requireBudget(applied.blocked().isEmpty() ? "draining" : "keys of another unit");
            drainer.clear(session, applied);
            applied = drainer.apply(session, drainer.read(session));
        }
        return applied;
    }

    private void finish(FrozenComparison comparison, MirrorSession session, Pause pause) throws InterruptedException {
        comparison.finish(VERIFY_AT_ONCE);
        if (session.unverified() > 0) {
            throw pause.overBudget("keys are still unverified");
        }
        pausePoints.reached(PausePoint.AFTER_COMPARE);
    }

    private static void demote(MirrorSession session, Demote change, List<Mark> drained) {
        if (!session.home().fences().demote(change, drained)) {
            // There may be a mark from before the horizon: a store that crashed can forget that marks were deleted.
            session.readMarksFromTheStart();
            throw notTaken(session.home(), change);
        }
    }

    /** A router that saw the unit between two homes for too long may have done it: that is as good. */
    private static void promote(Store mirror, Promote change) {
        if (!mirror.fences().change(change)
                && mirror.fences()
                        .read(change.unit())
                        .filter(fence -> fence.is(Role.HOME, change.newEpoch()))
                        .isEmpty()) {
            throw notTaken(mirror, change);
        }
    }

    private static void require(Store store, FenceChange change) {
        if (!store.fences().change(change)) {
            throw notTaken(store, change);
        }
    }

    private static GodwitException notTaken(Store store, FenceChange change) {
        return new GodwitException(
                ErrorCode.CUTOVER_BUDGET,
                "unit " + change.unit() + ": the fence in " + store.name() + " did not take "
                        + change.getClass().getSimpleName() + " at epoch " + change.expectedEpoch());
    }

    private static String describe(Set<LockHolder> holders) {
        return holders.stream().map(LockHolder::description).limit(3).toList().toString();
    }

    /** The pause that has begun. */
    private final class Pause {
        private final UnitId unit;
        private final long startNanos;

        Pause(UnitId unit, long startNanos) {
            this.unit = unit;
            this.startNanos = startNanos;
        }

        long startNanos() {
            return startNanos;
        }

        void requireBudget(String doing) {
            if (time.since(startNanos).compareTo(settings.maxPause()) > 0) {
                throw overBudget(doing);
            }
        }

        GodwitException overBudget(String doing) {
            return new GodwitException(
                    ErrorCode.CUTOVER_BUDGET,
                    "unit " + unit + ": " + doing + " after "
                            + time.since(startNanos).toMillis() + " ms of at most "
                            + settings.maxPause().toMillis() + " ms");
        }
    }
}
