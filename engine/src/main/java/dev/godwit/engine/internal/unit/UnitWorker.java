package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.ErrorKind;
import dev.godwit.core.GodwitException;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Store;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.alarm.Failures;
import dev.godwit.engine.internal.mover.Copier;
import dev.godwit.engine.internal.mover.Drainer;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.internal.mover.Verifier;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one unit one action nearer to its goal, or drains its marks while it rests. What fails is tried again later or,
 * when it has no {@link SecondChances second chance}, asks for attention. Thread-safe for different units.
 */
public final class UnitWorker {
    private static final Logger LOG = LoggerFactory.getLogger(UnitWorker.class);
    static final Duration DEFINITION_AGE = Duration.ofMillis(500);
    private static final Duration HELD_DELAY = Duration.ofMillis(200);
    private static final int VERIFY_AT_ONCE = 2_000;
    /** A unit at rest has its drained keys compared in batches; before a change of home all of them are. */
    private static final int VERIFY_FROM = 100;

    private final Recorder recorder;
    private final UnitBoard board;
    private final SessionBook sessions;
    private final UnitStarter starter;
    private final Copier copier;
    private final Drainer drainer;
    private final Verifier verifier;
    private final HomeChange homeChange;
    private final ChangeRecovery recovery;
    private final UnitRemoval removal;
    private final StorePairs stores;
    private final StoreGuard guard;
    private final Reassertion reassertion;
    private final Retention retention;
    private final WayBack wayBack;
    private final BacklogWatch watch;
    private final OfflineWindow window;
    private final SecondChances chances;
    private final RoutesAway routesAway;
    private final Failures failures;
    private final PausePoints pausePoints;
    private final Set<UnitId> verifyRequests = ConcurrentHashMap.newKeySet();

    /** The parts that do the work, in the order of a move. */
    public record Parts(
            Recorder recorder,
            UnitBoard board,
            SessionBook sessions,
            UnitStarter starter,
            Copier copier,
            Drainer drainer,
            Verifier verifier,
            HomeChange homeChange,
            ChangeRecovery recovery,
            UnitRemoval removal,
            StorePairs stores,
            StoreGuard guard,
            Reassertion reassertion,
            Retention retention,
            WayBack wayBack,
            BacklogWatch watch,
            OfflineWindow window,
            Failures failures) {}

    public UnitWorker(Parts parts, TimeSource time, PausePoints pausePoints) {
        this.chances = new SecondChances(time);
        this.routesAway = new RoutesAway(parts.stores().pairs().size() > 1, time);
        this.recorder = parts.recorder();
        this.board = parts.board();
        this.sessions = parts.sessions();
        this.starter = parts.starter();
        this.copier = parts.copier();
        this.drainer = parts.drainer();
        this.verifier = parts.verifier();
        this.homeChange = parts.homeChange();
        this.recovery = parts.recovery();
        this.removal = parts.removal();
        this.stores = parts.stores();
        this.guard = parts.guard();
        this.reassertion = parts.reassertion();
        this.retention = parts.retention();
        this.wayBack = parts.wayBack();
        this.watch = parts.watch();
        this.window = parts.window();
        this.failures = parts.failures();
        this.pausePoints = pausePoints;
    }

    /** Asks for a whole comparison of a unit that is mirrored. */
    public void requestVerify(UnitId unit) {
        verifyRequests.add(unit);
        board.hurry(unit);
    }

    /** The same, by a new session that makes the mirror equal where it differs. */
    public void requestRepair(UnitId unit) {
        sessions.distrust(unit);
        requestVerify(unit);
    }

    /**
     * Works on a unit that was claimed from the board, and releases it.
     *
     * @param mayGoOn false when the migration is paused or stopped
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void work(UnitId unit, BooleanSupplier mayGoOn) throws InterruptedException {
        Wait wait = Wait.NONE;
        Optional<UnitRecord> known = board.record(unit);
        if (known.isEmpty()) {
            board.release(unit, Duration.ZERO, "");
            return;
        }
        UnitRecord record = known.get();
        // Whoever is between two homes is waited for by writers.
        Optional<RoutesAway.Postponed> postponed =
                record.phase().cutting() ? Optional.empty() : routesAway.postponed(record);
        if (postponed.isPresent()) {
            board.release(unit, postponed.get().length(), postponed.get().reason());
            return;
        }
        try {
            wait = act(record, mayGoOn);
            succeeded(unit);
            routesAway.succeeded(record);
        } catch (GodwitException e) {
            routesAway.failed(record, e);
            failures.failed("unit " + unit, e.code() + ": " + e.getMessage());
            wait = new Wait(afterFailure(record, e), e.code() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("unit {} failed", unit, e);
            GodwitException failure = new GodwitException(ErrorCode.INTERNAL, "unit " + unit + ": " + e, e);
            failures.failed("unit " + unit, failure.describe());
            wait = new Wait(afterFailure(record, failure), failure.describe());
        } finally {
            board.release(unit, wait.length(), wait.reason());
        }
    }

    /** A unit has come nearer to its goal: what has failed before is over. */
    void succeeded(UnitId unit) {
        chances.succeeded(unit);
        failures.succeeded("unit " + unit);
    }

    /** How long a unit is left alone, and why. */
    private record Wait(Duration length, String reason) {
        static final Wait NONE = new Wait(Duration.ZERO, "");
    }

    private Wait act(UnitRecord found, BooleanSupplier mayGoOn) throws InterruptedException {
        UnitRecord record = wayBack.judge(found);
        if (record.flags().attention().isPresent()) {
            return Wait.NONE;
        }
        boolean held = record.flags().paused().isPresent() || !mayGoOn.getAsBoolean();
        NextAction action = NextAction.of(record);
        if (held && action != NextAction.FINISH_CHANGE) {
            // A paused unit keeps its mirror equal if it had one; nothing else is begun, and nobody waits for it.
            window.release(record);
            drainAtRest(record, mayGoOn);
            return new Wait(HELD_DELAY, "paused");
        }
        switch (action) {
            case REST -> drainAtRest(record, mayGoOn);
            case START -> starter.start(List.of(record));
            case COPY -> {
                return copy(record, mayGoOn);
            }
            case CUT_OVER -> changeHome(record, UnitEvent.CUT_OVER);
            case ROLL_BACK -> {
                if (!record.wayBackStale()) {
                    changeHome(record, UnitEvent.ROLL_BACK);
                } else if (!wayBack.rebuild(record, mayGoOn)) {
                    return new Wait(HELD_DELAY, "the way back is being rebuilt");
                }
            }
            case FINISH_CHANGE -> recovery.recover(record);
            case ABORT -> removal.abort(record);
            case RETREAT -> starter.alone(() -> removal.retreat(record.unit()));
            case CLEAN -> removal.clean(record, mayGoOn);
            case FINALIZE -> removal.finish(record);
            case RETIRE_SOURCE -> removal.retireSource(record);
            case REMOVE_SOURCE_ROWS -> {
                Duration remaining = retention.remaining(record);
                if (!remaining.isZero()) {
                    return new Wait(remaining, retention.describe(record));
                }
                removal.removeSourceRows(record, mayGoOn);
            }
        }
        return Wait.NONE;
    }

    private Wait copy(UnitRecord record, BooleanSupplier mayGoOn) throws InterruptedException {
        guard.check(DEFINITION_AGE, stores.of(record));
        window.hold(record);
        MirrorSession session = sessions.open(record);
        Optional<String> held = watch.copyHeld();
        if (held.isPresent()) {
            session.findCopyPosition();
            drainWhileFull(session);
            return new Wait(HELD_DELAY, ErrorCode.MARKS_BACKLOG + ": the copy pauses: " + held.get());
        }
        BooleanSupplier goOn = () -> {
            guard.check(DEFINITION_AGE, stores.of(record));
            window.requireOpen(record);
            return mayGoOn.getAsBoolean() && watch.copyHeld().isEmpty() && !aborted(record.unit());
        };
        if (!copier.copy(session, goOn)) {
            return interrupted(record, mayGoOn);
        }
        pausePoints.reached(PausePoint.AFTER_COPY);
        drainWhileFull(session);
        pausePoints.reached(PausePoint.BEFORE_VERIFY);
        if (!verifier.verify(session, goOn)) {
            return interrupted(record, mayGoOn);
        }
        drainWhileFull(session);
        verifier.verifyDrained(session, VERIFY_AT_ONCE);
        recorder.event(
                record.unit(),
                UnitEvent.COPIED,
                changing -> session.compared(
                        changing.with(changing.work().copied(session.rowsCopied(), session.rowsVerified()))),
                session.rowsCopied() + " rows copied, " + session.rowsVerified() + " verified");
        pausePoints.reached(PausePoint.AFTER_SYNCED_RECORD);
        return Wait.NONE;
    }

    /** Nobody should wait for a copy that was paused or stopped. */
    private Wait interrupted(UnitRecord record, BooleanSupplier mayGoOn) {
        if (!mayGoOn.getAsBoolean()) {
            window.release(record);
        }
        return Wait.NONE;
    }

    private void changeHome(UnitRecord record, UnitEvent event) throws InterruptedException {
        MirrorSession session = sessions.open(record);
        if (!homeChange.prepare(session)) {
            return;
        }
        try {
            homeChange.change(record, event, session);
        } catch (GodwitException e) {
            // Writers wait until the old home is thawed: bring the attempt to an end before anything else.
            UnitRecord interrupted = board.record(record.unit()).orElse(record);
            if (interrupted.phase().cutting()) {
                recovery.recover(interrupted);
            }
            throw e;
        }
    }

    private void drainAtRest(UnitRecord record, BooleanSupplier mayGoOn) throws InterruptedException {
        if (!record.phase().mirrors() || record.phase().cutting()) {
            return;
        }
        if (record.wayBackStale()) {
            if (verifyRequests.contains(record.unit()) && (!wayBack.planned() || wayBack.rebuild(record, mayGoOn))) {
                verifyRequests.remove(record.unit());
            }
            return;
        }
        guard.check(DEFINITION_AGE, stores.of(record));
        MirrorSession session = sessions.open(record);
        if (record.phase() == Phase.COPYING) {
            session.findCopyPosition();
        }
        if (verifyRequests.contains(record.unit())) {
            verifier.verify(session, () -> true);
            verifyRequests.remove(record.unit());
            recorder.change(
                    record.unit(),
                    changing -> session.compared(changing.with(
                            changing.work().copied(changing.work().rowsCopied(), session.rowsVerified()))),
                    session.rowsVerified() + " rows compared, equal");
        }
        if (drainWhileFull(session) == 0) {
            session.readMarksFromTheStart();
        }
        if (session.unverified() >= VERIFY_FROM) {
            verifier.verifyDrained(session, VERIFY_AT_ONCE);
        }
    }

    /** Drains until a read is not full, and says how many marks that were; the rest comes with the next look. */
    private int drainWhileFull(MirrorSession session) {
        Drainer.Pass pass = drainer.drain(session);
        int drained = pass.drained();
        while (!pass.empty() && pass.drained() > 0) {
            pass = drainer.drain(session);
            drained += pass.drained();
        }
        if (!pass.blocked().isEmpty()) {
            throw session.ownedByOthers(pass.blocked());
        }
        return drained;
    }

    private List<Store> pair(UnitRecord record) {
        Stores pair = stores.of(record);
        return List.of(pair.source(), pair.target());
    }

    private boolean aborted(UnitId unit) {
        return board.record(unit)
                .filter(record -> NextAction.of(record) == NextAction.ABORT)
                .isPresent();
    }

    private Duration afterFailure(UnitRecord acted, GodwitException failure) {
        UnitId unit = acted.unit();
        if (failure.code() == ErrorCode.MOVER_SHUT_OUT || failure.code().kind() == ErrorKind.AMBIGUOUS) {
            // What was sent and not answered may still arrive: only a new token keeps it out.
            sessions.drop(unit);
        }
        if (chances.mayPass(unit, failure.code())) {
            if (failure.code() == ErrorCode.STORE_INCARNATION_CHANGED) {
                sessions.distrust(unit);
                reassertion.reassert(pair(acted));
            }
            return chances.nextDelay(unit);
        }
        sessions.drop(unit);
        if (reassertion.reassert(pair(acted))) {
            // A store that has lost commits explains more than its history: rows that differ, fences that are gone.
            return chances.nextDelay(unit);
        }
        if (!recorder.attention(acted, failure.describe())) {
            return chances.nextDelay(unit);
        }
        if (!board.record(unit).orElse(acted).phase().cutting()) {
            // After the record: a crash in between must not begin another window that nobody asked for.
            window.release(acted);
        }
        return Duration.ZERO;
    }
}
