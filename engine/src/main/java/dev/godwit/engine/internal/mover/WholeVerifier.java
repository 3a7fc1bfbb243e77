package dev.godwit.engine.internal.mover;

import dev.godwit.core.RangeDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.Tasks;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares small units together by the digests of all their rows, both stores at the same time. A unit that differs is
 * left to the {@link Verifier}, which finds out why. Thread-safe for different sessions.
 */
public final class WholeVerifier {
    private final MoveCounters counters;
    private final Tasks tasks;
    private final Throttle throttle;

    public WholeVerifier(MoveCounters counters, Tasks tasks, Throttle throttle) {
        this.counters = counters;
        this.tasks = tasks;
        this.throttle = throttle;
    }

    /**
     * Compares units of the same shapes between the same stores, which have no chunk on its way.
     *
     * @return the sessions of those that are equal, verified
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public List<MirrorSession> verify(List<MirrorSession> sessions) throws InterruptedException {
        Map<UnitId, Long> equal = compare(sessions);
        List<MirrorSession> verified = sessions.stream()
                .filter(session -> equal.containsKey(session.unit()))
                .toList();
        long rows = 0;
        for (MirrorSession session : verified) {
            long own = Objects.requireNonNull(equal.get(session.unit()));
            session.markVerified(own);
            rows += own;
        }
        counters.rowsVerified.add(rows);
        throttle.compared(rows);
        throttle.pace();
        return verified;
    }

    /**
     * Compares units whose homes take no writes, so that what is equal now stays it.
     *
     * @return the sessions of those that are equal, with no key left to compare
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public List<MirrorSession> compareFrozen(List<MirrorSession> sessions) throws InterruptedException {
        Map<UnitId, Long> equal = compare(sessions);
        List<MirrorSession> verified = sessions.stream()
                .filter(session -> equal.containsKey(session.unit()))
                .toList();
        verified.forEach(MirrorSession::allVerified);
        return verified;
    }

    /** The rows of each unit that is equal. */
    private Map<UnitId, Long> compare(List<MirrorSession> sessions) throws InterruptedException {
        List<UnitId> units = new ArrayList<>(WholeCopier.units(sessions));
        Map<UnitId, Long> rows = new HashMap<>();
        for (RowShape shape :
                sessions.isEmpty() ? List.<RowShape>of() : sessions.getFirst().shapes()) {
            MirrorSession any = sessions.getFirst();
            List<UnitId> asked = List.copyOf(units);
            Ahead<Map<UnitId, RangeDigest>> home = Ahead.start(
                    tasks, "digests-of-home", () -> any.home().rows().digests(shape, asked));
            Map<UnitId, RangeDigest> mirror;
            try {
                mirror = any.mirror().rows().digests(shape, asked);
            } finally {
                home.join();
            }
            Map<UnitId, RangeDigest> current = home.await();
            for (UnitId unit : asked) {
                RangeDigest here = Objects.requireNonNull(current.get(unit));
                if (here.sameRowsAs(Objects.requireNonNull(mirror.get(unit)))) {
                    rows.merge(unit, here.count(), Long::sum);
                } else {
                    units.remove(unit);
                }
            }
        }
        rows.keySet().retainAll(Set.copyOf(units));
        return rows;
    }
}
