package dev.godwit.engine.internal.mover;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.engine.spi.MoverSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drains marks: reads them, <em>then</em> reads those rows from home, applies what it read to the mirror, and deletes
 * exactly the marks that it read. A key that changed meanwhile has a newer mark. Thread-safe for different sessions.
 */
public final class Drainer {
    private final MoverSettings settings;
    private final MoveCounters counters;
    private final PausePoints pausePoints;

    public Drainer(MoverSettings settings, MoveCounters counters, PausePoints pausePoints) {
        this.settings = settings;
        this.counters = counters;
        this.pausePoints = pausePoints;
    }

    /**
     * What one pass found.
     *
     * @param drained how many marks were deleted
     * @param empty whether no mark was left in the snapshot in which they were read, apart from those drained
     * @param blocked keys that belong to another unit in the mirror; their marks are kept
     */
    public record Pass(int drained, boolean empty, List<Key> blocked) {}

    /** Drains one batch. No chunk that was read from home may be unwritten meanwhile. */
    public Pass drain(MirrorSession session) {
        MarkBatch batch = session.home().marks().read(session.unit(), session.horizon(), settings.drainMarks());
        if (batch.marks().isEmpty()) {
            if (batch.complete()) {
                session.advanceHorizon(batch.horizon());
            }
            return new Pass(0, batch.complete(), List.of());
        }
        pausePoints.reached(PausePoint.AFTER_MARKS_READ);
        Set<Key> blocked = new LinkedHashSet<>();
        List<Mark> done = new ArrayList<>(batch.marks());
        for (RowShape shape : session.shapes()) {
            Set<Key> foreign =
                    apply(session, shape, keysOf(batch, shape.entity().name()));
            if (!foreign.isEmpty()) {
                EntityName entity = shape.entity().name();
                done.removeIf(mark -> mark.entity().equals(entity) && foreign.contains(mark.key()));
                blocked.addAll(foreign);
            }
        }
        pausePoints.reached(PausePoint.AFTER_APPLY);
        session.home().marks().delete(done);
        pausePoints.reached(PausePoint.AFTER_MARKS_CLEARED);
        counters.marksDrained.add(done.size());
        if (batch.complete() && blocked.isEmpty()) {
            session.advanceHorizon(batch.horizon());
        }
        return new Pass(done.size(), batch.complete() && blocked.isEmpty(), List.copyOf(blocked));
    }

    private Set<Key> apply(MirrorSession session, RowShape shape, Set<Key> marked) {
        EntityName entity = shape.entity().name();
        Set<Key> keys = marked;
        if (session.isCopying(entity) && !marked.isEmpty()) {
            // The read that will copy a key beyond the cursor starts after its mark was read: clearing it is enough.
            Optional<Key> cursor = session.copiedUpTo(entity);
            keys = new LinkedHashSet<>(marked);
            keys.removeAll(session.home().rows().keysAfter(shape, cursor, marked));
        }
        if (keys.isEmpty()) {
            return Set.of();
        }
        CurrentRows rows = session.home().rows().readKeys(shape, session.unit(), keys);
        pausePoints.reached(PausePoint.BEFORE_APPLY);
        ApplyResult result = session.mirror().rows().apply(session.right(), shape, rows);
        session.addUnverified(entity, keys);
        return new HashSet<>(result.foreign());
    }

    private static Set<Key> keysOf(MarkBatch batch, EntityName entity) {
        Set<Key> keys = new LinkedHashSet<>();
        for (Mark mark : batch.marks()) {
            if (mark.entity().equals(entity)) {
                keys.add(mark.key());
            }
        }
        return keys;
    }
}
