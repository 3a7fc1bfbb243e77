package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.FenceChange;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.Fences;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.LockHolder;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.mover.Beside;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.internal.mover.WholeVerifier;
import dev.godwit.engine.spi.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps 3 to 8 of a change of home for small units together: each step is one transaction of all, and each unit has its
 * own compare-and-set in it. A unit that meets trouble leaves and is thawed: one whose writers stay, that has a mark after
 * the freeze, that differs, or whose fence is not as expected. Thread-safe for different units.
 */
final class GroupTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(GroupTransfer.class);
    /** How long all wait for the writers of some. */
    private static final Duration WRITERS_PATIENCE = Duration.ofMillis(10);

    /** A unit and its plan. */
    record Member(MirrorSession session, Attempt attempt) {
        UnitId unit() {
            return session.unit();
        }

        Heir heir() {
            return new Heir(session.home().name(), attempt.demoted());
        }
    }

    /** The units that have changed their home, and how long writers of all were held. */
    record Outcome(Set<UnitId> moved, Duration pause) {}

    private final WholeVerifier verifier;
    private final Beside beside;
    private final ChangeSettings settings;
    private final PauseGate gate;
    private final TimeSource time;
    private final PausePoints pausePoints;

    GroupTransfer(
            WholeVerifier verifier,
            Beside beside,
            ChangeSettings settings,
            PauseGate gate,
            TimeSource time,
            PausePoints pausePoints) {
        this.verifier = verifier;
        this.beside = beside;
        this.settings = settings;
        this.gate = gate;
        this.time = time;
        this.pausePoints = pausePoints;
    }

    /**
     * Takes units from home to mirror.
     *
     * @throws GodwitException when it did not come to an end for any; the fences of all need recovery
     * @throws InterruptedException when the thread is interrupted meanwhile; the same holds
     */
    Outcome run(Collection<Member> members) throws InterruptedException {
        gate.enter();
        try {
            return transfer(
                    new TreeMap<>(members.stream().collect(Collectors.toMap(Member::unit, Function.identity()))));
        } finally {
            gate.leave();
        }
    }

    private Outcome transfer(Map<UnitId, Member> left) throws InterruptedException {
        MirrorSession any = left.values().iterator().next().session();
        Store home = any.home();
        Store mirror = any.mirror();
        long startNanos = time.monotonicNanos();
        left.keySet()
                .retainAll(home.fences()
                        .changeAll(changes(
                                left,
                                member -> new Freeze(
                                        member.unit(), member.attempt().home(), settings.maxPause()))));
        pausePoints.reached(PausePoint.AFTER_FREEZE);
        Map<UnitId, Member> frozen = new TreeMap<>(left);
        try {
            awaitWriters(home.fences(), left);
            left.keySet().removeAll(home.marks().existing(left.keySet()));
            pausePoints.reached(PausePoint.AFTER_DRAIN);
            if (!left.isEmpty()) {
                compareAndSeal(mirror, left);
            }
            pausePoints.reached(PausePoint.AFTER_SEAL);
            requireBudget(startNanos, left.size());
            left.keySet()
                    .retainAll(home.fences()
                            .changeAll(changes(
                                    left,
                                    member -> new Demote(
                                            member.unit(), member.attempt().frozen()))));
            home.flushToStandbys();
            pausePoints.reached(PausePoint.AFTER_DEMOTE);
            left.keySet().retainAll(promoted(mirror, left));
        } catch (GodwitException e) {
            thaw(home, frozen);
            throw e;
        }
        Duration pause = time.since(startNanos);
        frozen.keySet().removeAll(left.keySet());
        thaw(home, frozen);
        return new Outcome(Set.copyOf(left.keySet()), pause);
    }

    private void awaitWriters(Fences home, Map<UnitId, Member> left) throws InterruptedException {
        Map<UnitId, Set<LockHolder>> writers = home.holdersByUnit(left.keySet());
        Set<LockHolder> holding = writers.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        long startNanos = time.monotonicNanos();
        while (!holding.isEmpty() && time.since(startNanos).compareTo(WRITERS_PATIENCE) < 0) {
            time.sleep(settings.holderPoll());
            holding = home.stillHolding(holding);
        }
        Set<LockHolder> last = Set.copyOf(holding);
        writers.forEach((unit, holders) -> {
            if (holders.stream().anyMatch(last::contains)) {
                left.remove(unit);
            }
        });
    }

    /** The seal does not wait for the comparison: a unit that differs then has a sealed mirror, as after a crash there. */
    private void compareAndSeal(Store mirror, Map<UnitId, Member> left) throws InterruptedException {
        MirrorSession any = left.values().iterator().next().session();
        Set<UnitId> equal = new HashSet<>();
        Set<UnitId> sealed = new HashSet<>();
        beside.run(
                () -> {
                    List<MirrorSession> sessions =
                            left.values().stream().map(Member::session).toList();
                    verifier.compareFrozen(sessions).forEach(session -> equal.add(session.unit()));
                    pausePoints.reached(PausePoint.AFTER_COMPARE);
                },
                () -> {
                    sealed.addAll(mirror.fences()
                            .changeAll(changes(
                                    left,
                                    member -> new Seal(
                                            member.unit(), member.attempt().mirror(), member.heir()))));
                    // A standby that has the seals has all rows before them; one that took over earlier may not.
                    any.requireHistoryOfMirror();
                },
                any::requireHistoryOfHome);
        left.keySet().retainAll(equal);
        left.keySet().retainAll(sealed);
    }

    /** A router that saw a unit between two homes for too long may have done it: that is as good. */
    private static Set<UnitId> promoted(Store mirror, Map<UnitId, Member> left) {
        Set<UnitId> promoted = new HashSet<>(mirror.fences()
                .changeAll(changes(
                        left,
                        member -> new Promote(member.unit(), member.attempt().sealed(), member.heir()))));
        if (promoted.size() < left.size()) {
            mirror.fences().readAll(left.keySet()).forEach((unit, fence) -> {
                Member member = left.get(unit);
                if (member != null
                        && fence.is(Role.HOME, member.attempt().sealed().next())) {
                    promoted.add(unit);
                }
            });
        }
        return promoted;
    }

    /** Lets writers in again; where that fails they are let in by the recovery, or when the freeze is over. */
    private static void thaw(Store home, Map<UnitId, Member> frozen) {
        try {
            home.fences()
                    .changeAll(changes(
                            frozen,
                            member -> new Thaw(member.unit(), member.attempt().frozen())));
        } catch (GodwitException e) {
            LOG.debug("{} units are not thawed together: {}", frozen.size(), e.describe());
        }
    }

    private static List<FenceChange> changes(Map<UnitId, Member> members, Function<Member, FenceChange> change) {
        return new ArrayList<>(members.values().stream().map(change).toList());
    }

    private void requireBudget(long startNanos, int units) {
        if (time.since(startNanos).compareTo(settings.maxPause()) > 0) {
            throw new GodwitException(
                    ErrorCode.CUTOVER_BUDGET,
                    units + " units: comparing after " + time.since(startNanos).toMillis() + " ms of at most "
                            + settings.maxPause().toMillis() + " ms");
        }
    }
}
