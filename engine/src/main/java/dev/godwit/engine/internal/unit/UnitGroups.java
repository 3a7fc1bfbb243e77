package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.ErrorKind;
import dev.godwit.core.GodwitException;
import dev.godwit.core.PausePoints;
import dev.godwit.core.RowShape;
import dev.godwit.core.Side;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.internal.lease.LeaseRegistry;
import dev.godwit.engine.internal.mover.Beside;
import dev.godwit.engine.internal.mover.Drainer;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.internal.mover.MoveCounters;
import dev.godwit.engine.internal.mover.Throttle;
import dev.godwit.engine.internal.mover.WholeCopier;
import dev.godwit.engine.internal.mover.WholeVerifier;
import dev.godwit.engine.internal.status.PauseLog;
import dev.godwit.engine.internal.unit.GroupTransfer.Outcome;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on small units together that need the same next. How many these are follows from how long it takes. A unit that
 * meets trouble is worked on alone next time, where its trouble is understood; so nothing here has to be tried again.
 * Thread-safe.
 */
public final class UnitGroups {
    private static final Logger LOG = LoggerFactory.getLogger(UnitGroups.class);
    /** The longest that a copy of many units should take, for whoever waits for one of them. */
    private static final Duration COPY_WANTED = Duration.ofMillis(400);
    /** Of the longest pause, the part that a pause of many units should take. */
    private static final int PART_OF_PAUSE = 5;

    private final Parts parts;
    private final TimeSource time;
    private final int smallUnitRows;
    private final GroupSize copies = new GroupSize(COPY_WANTED);
    private final GroupSize changes;
    private final Set<UnitId> alone = ConcurrentHashMap.newKeySet();

    /** What groups work with. */
    record Parts(
            UnitBoard board,
            StorePairs stores,
            SessionBook sessions,
            StoreGuard guard,
            BacklogWatch watch,
            OfflineWindow window,
            WayBack wayBack,
            GroupCopy copy,
            GroupChange change,
            UnitWorker worker) {}

    /**
     * Groups of units.
     *
     * @param smallUnitRows up to this many rows a unit is small
     */
    UnitGroups(Parts parts, ChangeSettings settings, int smallUnitRows, TimeSource time) {
        this.parts = parts;
        this.time = time;
        this.smallUnitRows = smallUnitRows;
        this.changes = new GroupSize(settings.maxPause().dividedBy(PART_OF_PAUSE));
    }

    /** What the parts of groups are made of. */
    public record Wiring(
            Recorder recorder,
            UnitBoard board,
            StorePairs stores,
            SessionBook sessions,
            StoreGuard guard,
            BacklogWatch watch,
            OfflineWindow window,
            WayBack wayBack,
            LeaseRegistry leases,
            Drainer drainer,
            Throttle throttle,
            MoveCounters counters,
            ChangeRecovery recovery,
            OlderWriters olderWriters,
            PauseLog pauses,
            UnitWorker worker,
            PauseGate gate) {}

    /** Groups and their parts. */
    public static UnitGroups of(
            Wiring wiring,
            ChangeSettings change,
            MoverSettings mover,
            Tasks tasks,
            TimeSource time,
            SteadyClock clock,
            PausePoints pausePoints) {
        WholeVerifier verifier = new WholeVerifier(wiring.counters(), tasks, wiring.throttle());
        WholeCopier copier = new WholeCopier(mover, wiring.throttle(), wiring.counters(), time, pausePoints);
        GroupTransfer transfer =
                new GroupTransfer(verifier, new Beside(tasks), change, wiring.gate(), time, pausePoints);
        return new UnitGroups(
                new Parts(
                        wiring.board(),
                        wiring.stores(),
                        wiring.sessions(),
                        wiring.guard(),
                        wiring.watch(),
                        wiring.window(),
                        wiring.wayBack(),
                        new GroupCopy(wiring.recorder(), copier, wiring.drainer(), verifier, pausePoints),
                        new GroupChange(
                                new GroupChange.Parts(
                                        wiring.recorder(),
                                        wiring.board(),
                                        wiring.leases(),
                                        wiring.drainer(),
                                        verifier,
                                        transfer,
                                        wiring.recovery(),
                                        wiring.guard(),
                                        wiring.olderWriters(),
                                        wiring.pauses()),
                                time,
                                clock,
                                pausePoints),
                        wiring.worker()),
                change,
                mover.smallUnitRows(),
                time);
    }

    /**
     * Works on a unit that was claimed from the board together with others that are claimed for it, and releases all.
     *
     * @param mayGoOn false when the migration is paused or stopped
     * @return false when the unit has to be worked on alone: it is still claimed then
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    boolean work(UnitId unit, BooleanSupplier mayGoOn) throws InterruptedException {
        if (alone.remove(unit)
                || smallUnitRows == 0
                || parts.window().planned()
                || !parts.wayBack().planned()) {
            return false;
        }
        Optional<UnitRecord> first = parts.board().record(unit).filter(this::fits);
        if (first.isEmpty()) {
            return false;
        }
        NextAction action = NextAction.of(first.get());
        int limit = size(action).units();
        List<UnitRecord> group = new ArrayList<>(List.of(first.get()));
        group.addAll(parts.board()
                .claimMore(
                        other -> !alone.contains(other.unit())
                                && fits(other)
                                && NextAction.of(other) == action
                                && other.homeStore().equals(first.get().homeStore())
                                && other.mirrorStore().equals(first.get().mirrorStore())
                                && shapes(other).equals(shapes(first.get())),
                        limit - 1));
        if (group.size() == 1) {
            return false;
        }
        Set<UnitId> done = Set.of();
        try {
            done = act(action, group, mayGoOn);
        } finally {
            release(group, done);
        }
        return true;
    }

    private GroupSize size(NextAction action) {
        return action == NextAction.COPY ? copies : changes;
    }

    /** Whether a unit may be small, and needs nothing that has to be done for it alone. */
    private boolean fits(UnitRecord record) {
        if (!record.flags().clear()
                || record.leftover() != Leftover.NONE
                || shapes(record).stream().anyMatch(RowShape::pointsToItself)) {
            return false;
        }
        return switch (NextAction.of(record)) {
            case COPY -> parts.watch().copyHeld().isEmpty();
            case CUT_OVER -> record.work().rowsVerified() <= smallUnitRows;
            case REST,
                    START,
                    ROLL_BACK,
                    FINISH_CHANGE,
                    ABORT,
                    RETREAT,
                    CLEAN,
                    FINALIZE,
                    RETIRE_SOURCE,
                    REMOVE_SOURCE_ROWS -> false;
        };
    }

    private List<RowShape> shapes(UnitRecord record) {
        return parts.stores().of(record).shapesFrom(Side.SOURCE, record.unit());
    }

    private Set<UnitId> act(NextAction action, List<UnitRecord> group, BooleanSupplier mayGoOn)
            throws InterruptedException {
        long startNanos = time.monotonicNanos();
        Set<UnitId> done = Set.of();
        try {
            if (!mayGoOn.getAsBoolean()) {
                return done;
            }
            parts.guard().check(UnitWorker.DEFINITION_AGE, parts.stores().of(group.getFirst()));
            List<MirrorSession> sessions = alike(parts.sessions().openAll(group));
            if (sessions.isEmpty()) {
                return done;
            }
            if (action == NextAction.COPY) {
                done = parts.copy().copy(sessions);
                copies.took(group.size(), time.since(startNanos));
            } else {
                Outcome outcome = parts.change().cutOver(sessions);
                done = outcome.moved();
                changes.took(group.size(), outcome.pause());
            }
        } catch (GodwitException e) {
            LOG.debug("{} units go on alone: {}", group.size(), e.describe());
            if (e.code() == ErrorCode.MOVER_SHUT_OUT || e.code().kind() == ErrorKind.AMBIGUOUS) {
                // What was sent and not answered may still arrive: only new tokens keep it out.
                group.forEach(record -> parts.sessions().drop(record.unit()));
            }
        } catch (RuntimeException e) {
            LOG.error("{} units go on alone", group.size(), e);
            group.forEach(record -> parts.sessions().drop(record.unit()));
        }
        if (done.size() < group.size() / 2) {
            size(action).unfit();
        }
        return done;
    }

    /** Those that rely on the same histories of the stores as the first one, and expect them to be equal. */
    private static List<MirrorSession> alike(List<MirrorSession> sessions) {
        return sessions.stream()
                .filter(session -> session.reliesOnTheSameAs(sessions.getFirst()) && !session.differencesExpected())
                .toList();
    }

    private void release(List<UnitRecord> group, Set<UnitId> done) {
        for (UnitRecord record : group) {
            if (done.contains(record.unit())) {
                parts.worker().succeeded(record.unit());
            } else {
                alone.add(record.unit());
            }
        }
        parts.board().releaseAll(group.stream().map(UnitRecord::unit).toList());
    }
}
