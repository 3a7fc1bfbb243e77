package dev.godwit.engine.internal.unit;

import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.GodwitException;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.internal.lease.LeaseRegistry;
import dev.godwit.engine.internal.mover.Drainer;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.internal.mover.Verifier;
import dev.godwit.engine.internal.status.PauseLog;
import dev.godwit.engine.spi.Attempt;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * Changes the home of one unit: the cutover, and with the stores exchanged the roll-back. Steps 1 to 9 of the move
 * protocol, section 4; those in which writers wait are a {@link HomeTransfer}. What fails before step 7, and what a crash leaves, is brought to an end by {@link ChangeRecovery}.
 * Thread-safe for different units.
 */
public final class HomeChange {
    private static final Duration DEFINITION_AGE = Duration.ofMillis(20);
    private static final int VERIFY_AT_ONCE = 5_000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** What a change of home works with. */
    public record Parts(
            Recorder recorder,
            LeaseRegistry leases,
            Drainer drainer,
            Verifier verifier,
            HomeTransfer transfer,
            StoreGuard guard,
            OlderWriters olderWriters,
            PauseLog pauses,
            OfflineWindow window) {}

    private final Recorder recorder;
    private final LeaseRegistry leases;
    private final Drainer drainer;
    private final Verifier verifier;
    private final HomeTransfer transfer;
    private final StoreGuard guard;
    private final OlderWriters olderWriters;
    private final PauseLog pauses;
    private final OfflineWindow window;
    private final ChangeSettings settings;
    private final TimeSource time;
    private final SteadyClock clock;
    private final PausePoints pausePoints;

    public HomeChange(
            Parts parts, ChangeSettings settings, TimeSource time, SteadyClock clock, PausePoints pausePoints) {
        this.recorder = parts.recorder();
        this.leases = parts.leases();
        this.drainer = parts.drainer();
        this.verifier = parts.verifier();
        this.transfer = parts.transfer();
        this.guard = parts.guard();
        this.olderWriters = parts.olderWriters();
        this.pauses = parts.pauses();
        this.window = parts.window();
        this.settings = settings;
        this.time = time;
        this.clock = clock;
        this.pausePoints = pausePoints;
    }

    /**
     * Makes the pause short: verifies what is unverified and drains until almost nothing is left. Nobody is paused yet.
     *
     * @return whether the change may begin
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public boolean prepare(MirrorSession session) throws InterruptedException {
        guard.check(DEFINITION_AGE, session.home());
        guard.check(DEFINITION_AGE, session.mirror());
        olderWriters.requireNone(session.home(), session.unit());
        session.readMarksFromTheStart();
        if (!session.verified() && !verifier.verify(session, () -> true)) {
            return false;
        }
        for (int round = 0; round < settings.drainRounds(); round++) {
            boolean empty = drainer.drain(session).empty();
            boolean compared = verifier.verifyDrained(session, VERIFY_AT_ONCE);
            if (empty && compared) {
                break;
            }
        }
        return true;
    }

    /**
     * Steps 1 to 9.
     *
     * @param event CUT_OVER or ROLL_BACK
     * @return the record in its new home
     * @throws GodwitException when it did not come to an end; the record is CUTTING or CUTTING_BACK and needs recovery
     * @throws InterruptedException when the thread is interrupted before the freeze; the same holds
     */
    public UnitRecord change(UnitRecord settled, UnitEvent event, MirrorSession session) throws InterruptedException {
        UnitId unit = settled.unit();
        Optional<Fence> held = window.held(settled);
        if (held.isEmpty()) {
            thawLateFreeze(session.home(), unit);
        }
        Epoch home =
                held.map(fence -> fence.epoch().previous()).orElseGet(() -> epoch(session.home(), unit, Role.HOME));
        Attempt attempt = new Attempt(home, epoch(session.mirror(), unit, Role.MIRROR));
        UnitRecord record = recorder.event(
                unit,
                event,
                changing -> session.compared(changing.withAttempt(Optional.of(attempt))),
                "from epoch " + attempt.home() + " of the home and " + attempt.mirror() + " of the mirror");
        long recordedAt = time.monotonicNanos();
        pausePoints.reached(PausePoint.AFTER_CUTTING_RECORD);
        leases.awaitAcknowledged(record.revision(), recordedAt);
        pausePoints.reached(PausePoint.AFTER_ACKNOWLEDGEMENTS);
        Duration pause = transfer.run(session, attempt, held.isPresent());
        pauses.record(settled.state().home().other(), pause);
        pausePoints.reached(PausePoint.AFTER_PROMOTE);
        return finish(unit, attempt, Optional.of(pause));
    }

    /** Step 9, for the attempt that succeeded. */
    public UnitRecord finish(UnitId unit, Attempt attempt, Optional<Duration> pause) {
        UnitRecord moved = recorder.change(
                unit,
                record -> promoted(record, attempt, pause, clock.now().toEpochMilli()),
                UnitEvent.PROMOTED
                        + pause.map(HomeChange::heldWriters).orElse(": brought to an end after an interruption"));
        pausePoints.reached(PausePoint.AFTER_HOME_RECORD);
        return moved;
    }

    /** The record after an attempt that succeeded; unchanged when it is about another one by now. */
    static UnitRecord promoted(UnitRecord record, Attempt attempt, Optional<Duration> pause, long settledMillis) {
        if (!record.attempt().equals(Optional.of(attempt))) {
            return record;
        }
        UnitRecord promoted =
                record.on(UnitEvent.PROMOTED).withAttempt(Optional.empty()).settledAt(settledMillis);
        return pause.map(length ->
                        promoted.with(promoted.work().paused(promoted.state().home(), length.toNanos() / 1_000)))
                .orElse(promoted);
    }

    /** A freeze of an attempt that was given up may have been on its way still: it has hurt nobody, and is over. */
    private static void thawLateFreeze(Store home, UnitId unit) {
        home.fences()
                .read(unit)
                .filter(fence -> fence.role() == Role.FROZEN)
                .ifPresent(fence -> home.fences().change(new Thaw(unit, fence.epoch())));
    }

    private static Epoch epoch(Store store, UnitId unit, Role role) {
        Optional<Fence> fence = store.fences().read(unit);
        if (role == Role.HOME && fence.filter(row -> row.role() == Role.FROZEN).isPresent()) {
            throw new GodwitException(
                    ErrorCode.STORE_BUSY, "unit " + unit + " was frozen by an attempt that was given up; it is thawed");
        }
        if (fence.filter(row -> row.role() == Role.MIRROR && row.heir().isPresent())
                .isPresent()) {
            throw new GodwitException(
                    ErrorCode.MOVER_SHUT_OUT,
                    "unit " + unit + " was sealed in " + store.name() + " by an attempt that was given up");
        }
        if (fence.isEmpty() || fence.get().role() != role) {
            throw new GodwitException(
                    ErrorCode.FENCE_LOST,
                    "unit " + unit + " should be " + role + " in " + store.name() + " and is "
                            + fence.map(row -> row.role().name()).orElse("without a fence"));
        }
        return fence.get().epoch();
    }

    static String heldWriters(Duration pause) {
        return ": writers were held for %.1f ms".formatted(pause.toNanos() / NANOS_PER_MILLI);
    }
}
