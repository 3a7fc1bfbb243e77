package dev.godwit.engine.internal.unit;

import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.GodwitException;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.internal.lease.LeaseRegistry;
import dev.godwit.engine.internal.mover.Drainer;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.internal.mover.WholeVerifier;
import dev.godwit.engine.internal.status.PauseLog;
import dev.godwit.engine.internal.unit.GroupTransfer.Member;
import dev.godwit.engine.internal.unit.GroupTransfer.Outcome;
import dev.godwit.engine.spi.Attempt;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the homes of small units together: steps 1 to 9 of the move protocol, each for all of them, with one record
 * before and one behind. What leaves on the way is brought to an end by {@link ChangeRecovery}, unit by unit. Thread-safe
 * for different units.
 */
final class GroupChange {
    private static final Logger LOG = LoggerFactory.getLogger(GroupChange.class);
    private static final Duration DEFINITION_AGE = Duration.ofMillis(20);

    /** What a change works with. */
    record Parts(
            Recorder recorder,
            UnitBoard board,
            LeaseRegistry leases,
            Drainer drainer,
            WholeVerifier verifier,
            GroupTransfer transfer,
            ChangeRecovery recovery,
            StoreGuard guard,
            OlderWriters olderWriters,
            PauseLog pauses) {}

    private final Parts parts;
    private final TimeSource time;
    private final SteadyClock clock;
    private final PausePoints pausePoints;

    GroupChange(Parts parts, TimeSource time, SteadyClock clock, PausePoints pausePoints) {
        this.parts = parts;
        this.time = time;
        this.clock = clock;
        this.pausePoints = pausePoints;
    }

    /**
     * Cuts units over.
     *
     * @return what came of it; every other unit needs a closer look
     * @throws InterruptedException when the thread is interrupted meanwhile; attempts need recovery then
     */
    Outcome cutOver(List<MirrorSession> sessions) throws InterruptedException {
        // They lie between the same two stores.
        parts.guard().check(DEFINITION_AGE, sessions.getFirst().home());
        parts.guard().check(DEFINITION_AGE, sessions.getFirst().mirror());
        Map<UnitId, Member> planned = planned(prepared(sessions));
        if (planned.isEmpty()) {
            return new Outcome(Set.of(), Duration.ZERO);
        }
        List<UnitRecord> cutting = begun(planned);
        long recordedAt = time.monotonicNanos();
        pausePoints.reached(PausePoint.AFTER_CUTTING_RECORD);
        planned.keySet().retainAll(cutting.stream().map(UnitRecord::unit).collect(Collectors.toSet()));
        if (planned.isEmpty()) {
            return new Outcome(Set.of(), Duration.ZERO);
        }
        try {
            long revision =
                    cutting.stream().mapToLong(UnitRecord::revision).max().orElse(0);
            parts.leases().awaitAcknowledged(revision, recordedAt);
            pausePoints.reached(PausePoint.AFTER_ACKNOWLEDGEMENTS);
            Outcome outcome = parts.transfer().run(planned.values());
            pausePoints.reached(PausePoint.AFTER_PROMOTE);
            finish(planned, outcome);
            recover(planned.keySet());
            return outcome;
        } catch (GodwitException e) {
            recover(planned.keySet());
            throw e;
        }
    }

    /** Those without a mark, verified: what makes their pause short. Nobody is paused yet. */
    private List<MirrorSession> prepared(List<MirrorSession> sessions) throws InterruptedException {
        sessions.forEach(session -> parts.olderWriters().requireNone(session.home(), session.unit()));
        Set<UnitId> marked = marked(sessions);
        for (MirrorSession session : sessions) {
            if (marked.contains(session.unit())) {
                session.readMarksFromTheStart();
                parts.drainer().drain(session);
            }
        }
        Set<UnitId> busy = marked.isEmpty() ? marked : marked(sessions);
        List<MirrorSession> calm = sessions.stream()
                .filter(session -> !busy.contains(session.unit()))
                .toList();
        List<MirrorSession> ready =
                new ArrayList<>(calm.stream().filter(MirrorSession::verified).toList());
        ready.addAll(parts.verifier()
                .verify(calm.stream().filter(session -> !session.verified()).toList()));
        return ready;
    }

    private static Set<UnitId> marked(List<MirrorSession> sessions) {
        return sessions.getFirst()
                .home()
                .marks()
                .existing(sessions.stream().map(MirrorSession::unit).toList());
    }

    /** Those whose fences are as the last step left them. */
    private static Map<UnitId, Member> planned(List<MirrorSession> sessions) {
        Map<UnitId, Member> planned = new HashMap<>();
        if (sessions.isEmpty()) {
            return planned;
        }
        List<UnitId> units = sessions.stream().map(MirrorSession::unit).toList();
        Map<UnitId, Fence> atHome = sessions.getFirst().home().fences().readAll(units);
        Map<UnitId, Fence> inMirror = sessions.getFirst().mirror().fences().readAll(units);
        for (MirrorSession session : sessions) {
            Optional<Epoch> home = Optional.ofNullable(atHome.get(session.unit()))
                    .filter(fence -> fence.role() == Role.HOME)
                    .map(Fence::epoch);
            Optional<Epoch> mirror = Optional.ofNullable(inMirror.get(session.unit()))
                    .filter(fence -> fence.role() == Role.MIRROR && fence.heir().isEmpty())
                    .map(Fence::epoch);
            if (home.isPresent() && mirror.isPresent()) {
                planned.put(session.unit(), new Member(session, new Attempt(home.get(), mirror.get())));
            }
        }
        return planned;
    }

    /** Records all attempts before the first step acts; gives the records of those that nobody has called back. */
    private List<UnitRecord> begun(Map<UnitId, Member> planned) {
        List<UnitRecord> records = parts.recorder()
                .changeEach(
                        planned.keySet().stream().sorted().toList(),
                        record -> {
                            Member member = planned.get(record.unit());
                            return member == null || NextAction.of(record) != NextAction.CUT_OVER
                                    ? record
                                    : record.on(UnitEvent.CUT_OVER).withAttempt(Optional.of(member.attempt()));
                        },
                        record -> UnitEvent.CUT_OVER + " together with others");
        return records.stream()
                .filter(record -> Optional.ofNullable(planned.get(record.unit()))
                        .filter(member -> record.attempt().equals(Optional.of(member.attempt())))
                        .isPresent())
                .toList();
    }

    private void finish(Map<UnitId, Member> planned, Outcome outcome) {
        if (outcome.moved().isEmpty()) {
            return;
        }
        long now = clock.now().toEpochMilli();
        List<UnitRecord> moved = parts.recorder()
                .changeEach(
                        outcome.moved().stream().sorted().toList(),
                        record -> {
                            Member member = planned.get(record.unit());
                            return member == null
                                    ? record
                                    : HomeChange.promoted(record, member.attempt(), Optional.of(outcome.pause()), now);
                        },
                        record ->
                                UnitEvent.PROMOTED + " together with others" + HomeChange.heldWriters(outcome.pause()));
        moved.forEach(record -> parts.pauses().record(record.state().home(), outcome.pause()));
        pausePoints.reached(PausePoint.AFTER_HOME_RECORD);
    }

    /** Writers wait until the old home is thawed: attempts that failed are brought to an end before anything else. */
    private void recover(Set<UnitId> units) {
        for (UnitId unit : units) {
            Optional<UnitRecord> interrupted =
                    parts.board().record(unit).filter(record -> record.phase().cutting());
            try {
                interrupted.ifPresent(parts.recovery()::recover);
            } catch (GodwitException e) {
                // It is tried again, with whatever that needs, by the one who works on the unit next.
                LOG.debug("unit {}: the attempt is not brought to an end yet: {}", unit, e.describe());
            }
        }
    }
}
