package dev.godwit.engine.internal.mover;

import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.RowDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.Store;
import dev.godwit.core.Tasks;
import dev.godwit.engine.spi.MoverSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Compares home and mirror: by digests of key ranges, and row by row where these differ, with an enumeration of its own.
 *
 * <p>Home goes on changing meanwhile. What makes the comparison exact is the order: the mirror is read first, and only
 * this session changes it; home is read second. A row that differs there although its key has no mark is a real
 * difference, for every change since the last drain has left one. Keys with marks stay unverified until they are
 * drained and compared again. Thread-safe for different sessions.
 */
public final class Verifier {
    private static final int KEYS_AT_ONCE = 500;
    private static final int KEYS_IN_MESSAGE = 5;

    private final MoverSettings settings;
    private final MoveCounters counters;
    private final Tasks tasks;
    private final Mismatch onMismatch;
    private final Throttle throttle;

    public Verifier(
            MoverSettings settings, MoveCounters counters, Tasks tasks, Mismatch onMismatch, Throttle throttle) {
        this.throttle = throttle;
        this.settings = settings;
        this.counters = counters;
        this.tasks = tasks;
        this.onMismatch = onMismatch;
    }

    /**
     * Compares every row once. Rows whose keys have marks stay unverified.
     *
     * @param mayGoOn asked before each range
     * @return whether the whole unit was compared
     * @throws GodwitException with {@link ErrorCode#ROWS_DIFFER} when rows differ and the plan says stop
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public boolean verify(MirrorSession session, BooleanSupplier mayGoOn) throws InterruptedException {
        long rows = 0;
        for (RowShape shape : session.shapes()) {
            Optional<RangeDigest> range = Optional.of(nextRange(session, shape, Optional.empty()));
            while (range.isPresent()) {
                if (!mayGoOn.getAsBoolean()) {
                    return false;
                }
                RangeDigest atHome = range.get();
                Optional<Key> end = atHome.range().upTo();
                Optional<Ahead<RangeDigest>> next = end.map(
                        key -> Ahead.start(tasks, "digest-ahead", () -> nextRange(session, shape, Optional.of(key))));
                compare(session, shape, atHome, session.mirror().rows().digest(shape, session.unit(), atHome.range()));
                rows += atHome.count();
                counters.rowsVerified.add(atHome.count());
                throttle.compared(atHome.count());
                throttle.pace();
                range = next.isPresent() ? Optional.of(next.get().await()) : Optional.empty();
            }
        }
        session.markVerified(rows);
        return true;
    }

    /**
     * Compares the keys that were drained since they were last compared, at most so many.
     *
     * @return whether none is left
     */
    public boolean verifyDrained(MirrorSession session, int limit) {
        for (RowShape shape : session.shapes()) {
            EntityName entity = shape.entity().name();
            List<Key> keys = session.unverified(entity).stream().limit(limit).toList();
            for (int start = 0; start < keys.size(); start += KEYS_AT_ONCE) {
                compareKeys(session, shape, keys.subList(start, Math.min(keys.size(), start + KEYS_AT_ONCE)));
            }
        }
        return session.unverified() == 0;
    }

    /**
     * Begins to compare a unit whose home takes no writes, so that every difference is real: the keys that are still
     * unverified, or the whole unit if it is small.
     */
    public FrozenComparison compareFrozen(MirrorSession session) {
        return session.rowsVerified() > settings.smallUnitRows()
                ? limit -> verifyDrained(session, limit)
                : compareWhole(session);
    }

    private FrozenComparison compareWhole(MirrorSession session) {
        Map<RowShape, Ahead<RangeDigest>> atHome = new LinkedHashMap<>();
        for (RowShape shape : session.shapes()) {
            atHome.put(shape, Ahead.start(tasks, "digest-frozen", () -> digest(session.home(), session, shape)));
        }
        return limit -> {
            for (RowShape shape : session.shapes()) {
                RangeDigest inMirror = digest(session.mirror(), session, shape);
                compare(
                        session,
                        shape,
                        Objects.requireNonNull(atHome.get(shape)).await(),
                        inMirror);
                session.verified(
                        shape.entity().name(),
                        Set.copyOf(session.unverified(shape.entity().name())));
            }
        };
    }

    private static RangeDigest digest(Store store, MirrorSession session, RowShape shape) {
        return store.rows().digest(shape, session.unit(), KeyRange.ALL);
    }

    private RangeDigest nextRange(MirrorSession session, RowShape shape, Optional<Key> after) {
        return session.home().rows().digestNext(shape, session.unit(), after, settings.digestRows());
    }

    private void compare(MirrorSession session, RowShape shape, RangeDigest atHome, RangeDigest inMirror) {
        if (atHome.sameRowsAs(inMirror)) {
            return;
        }
        KeyRange range = atHome.range();
        List<RowDigest> mirrored = session.mirror().rows().rowDigests(shape, session.unit(), range);
        List<RowDigest> current = session.home().rows().rowDigests(shape, session.unit(), range);
        decide(session, shape, differing(mirrored, current));
    }

    private void compareKeys(MirrorSession session, RowShape shape, Collection<Key> keys) {
        List<RowDigest> mirrored = session.mirror().rows().rowDigests(shape, session.unit(), keys);
        List<RowDigest> current = session.home().rows().rowDigests(shape, session.unit(), keys);
        Set<Key> differing = differing(mirrored, current);
        Set<Key> equal = new LinkedHashSet<>(keys);
        equal.removeAll(differing);
        session.verified(shape.entity().name(), equal);
        decide(session, shape, differing);
    }

    private void decide(MirrorSession session, RowShape shape, Set<Key> differing) {
        if (differing.isEmpty()) {
            return;
        }
        // Only the session with the right deletes marks of what it has applied, so one that existed when home was
        // read is still there, if this session still has the right now.
        Set<Key> marked = session.home().rows().marked(shape, session.unit(), differing);
        Set<Key> real = new LinkedHashSet<>(differing);
        real.removeAll(marked);
        session.addUnverified(shape.entity().name(), marked);
        if (real.isEmpty()) {
            return;
        }
        switch (session.differencesExpected() ? Mismatch.REPAIR : onMismatch) {
            case STOP -> {
                // A store that has lost commits, or a mover that was replaced, explains differences.
                session.requireRight();
                session.requireHistoryOfHome();
                session.requireHistoryOfMirror();
                throw differ(session, shape, real);
            }
            case REPAIR -> repair(session, shape, real);
        }
    }

    private void repair(MirrorSession session, RowShape shape, Set<Key> keys) {
        List<Key> all = List.copyOf(keys);
        for (int start = 0; start < all.size(); start += KEYS_AT_ONCE) {
            List<Key> some = all.subList(start, Math.min(all.size(), start + KEYS_AT_ONCE));
            CurrentRows rows = session.home().rows().readKeys(shape, session.unit(), some);
            List<Key> foreign = Kin.apply(session, shape, rows).foreign();
            if (!foreign.isEmpty()) {
                throw session.ownedByOthers(foreign);
            }
        }
        counters.differencesRepaired.add(all.size());
        session.addUnverified(shape.entity().name(), all);
    }

    private static GodwitException differ(MirrorSession session, RowShape shape, Set<Key> keys) {
        String some = String.join(
                ", ", keys.stream().limit(KEYS_IN_MESSAGE).map(Key::text).toList());
        return new GodwitException(
                ErrorCode.ROWS_DIFFER,
                "unit " + session.unit() + ": " + keys.size() + " rows of "
                        + shape.entity().name()
                        + " differ between " + session.home().name() + " and "
                        + session.mirror().name()
                        + ", among them " + some);
    }

    private static Set<Key> differing(List<RowDigest> mirrored, List<RowDigest> current) {
        Map<Key, Long> digests = new HashMap<>();
        mirrored.forEach(row -> digests.put(row.key(), row.digest()));
        Set<Key> differing = new LinkedHashSet<>();
        for (RowDigest row : current) {
            Long other = digests.remove(row.key());
            if (other == null || other != row.digest()) {
                differing.add(row.key());
            }
        }
        differing.addAll(digests.keySet());
        return differing;
    }
}
