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
        return clear(session, apply(session, read(session)));
    }

    /** Reads the next batch of marks. */
    public MarkBatch read(MirrorSession session) {
        return session.home().marks().read(session.unit(), session.horizon(), settings.drainMarks());
    }

    /** How many marks are read at once, for someone else who reads them. */
    public int batchMarks() {
        return settings.drainMarks();
    }

    /**
     * A batch that was applied to the mirror; its marks still exist.
     *
     * @param done the marks whose keys are equal now
     * @param blocked keys that belong to another unit in the mirror
     */
    public record Applied(MarkBatch batch, List<Mark> done, List<Key> blocked) {
        /** Whether the mirror was equal to home when the marks were read. */
        public boolean all() {
            return batch.complete() && blocked.isEmpty();
        }
    }

    /** Makes the mirror equal to home for the keys of a batch. */
    public Applied apply(MirrorSession session, MarkBatch batch) {
        if (batch.marks().isEmpty()) {
            return new Applied(batch, List.of(), List.of());
        }
        pausePoints.reached(PausePoint.AFTER_MARKS_READ);
        Set<Key> blocked = new LinkedHashSet<>();
        List<Mark> done = new ArrayList<>(batch.marks());
        for (Part part : parts(session, read(session, batch))) {
            Set<Key> foreign = apply(session, part);
            if (!foreign.isEmpty()) {
                EntityName entity = part.shape().entity().name();
                done.removeIf(mark -> mark.entity().equals(entity) && foreign.contains(mark.key()));
                blocked.addAll(foreign);
            }
        }
        pausePoints.reached(PausePoint.AFTER_APPLY);
        return new Applied(batch, List.copyOf(done), List.copyOf(blocked));
    }

    /** Deletes the marks of a batch that was applied, and remembers how far marks were read. */
    public Pass clear(MirrorSession session, Applied applied) {
        if (!applied.done().isEmpty()) {
            session.home().marks().delete(applied.done());
            pausePoints.reached(PausePoint.AFTER_MARKS_CLEARED);
            counters.marksDrained.add(applied.done().size());
        }
        if (applied.all()) {
            session.advanceHorizon(applied.batch().horizon());
        }
        return new Pass(applied.done().size(), applied.all(), applied.blocked());
    }

    /** Rows of one entity that are applied together. */
    private record Part(RowShape shape, CurrentRows rows) {}

    /** The rows of a batch as home has them now. */
    private List<Part> read(MirrorSession session, MarkBatch batch) {
        List<Part> parts = new ArrayList<>();
        for (RowShape shape : session.shapes()) {
            Set<Key> keys =
                    toBeMirrored(session, shape, keysOf(batch, shape.entity().name()));
            if (!keys.isEmpty()) {
                parts.add(new Part(shape, session.home().rows().readKeys(shape, session.unit(), keys)));
            }
        }
        return parts;
    }

    private static Set<Key> toBeMirrored(MirrorSession session, RowShape shape, Set<Key> marked) {
        EntityName entity = shape.entity().name();
        // Of a table that points to itself rows beyond the cursor may have been brought, and have to go when home's do.
        if (!session.isCopying(entity) || marked.isEmpty() || shape.pointsToItself()) {
            return marked;
        }
        // The read that will copy a key beyond the cursor starts after its mark was read: clearing it is enough.
        Optional<Key> cursor = session.copiedUpTo(entity);
        Set<Key> keys = new LinkedHashSet<>(marked);
        keys.removeAll(session.home().rows().keysAfter(shape, cursor, marked));
        return keys;
    }

    /** Where foreign keys bind the entities, children go before their parents and come after them. */
    private static List<Part> parts(MirrorSession session, List<Part> read) {
        if (read.size() < 2
                || session.shapes().stream().allMatch(shape -> shape.parents().isEmpty())) {
            return read;
        }
        List<Part> parts = new ArrayList<>();
        for (Part part : read.reversed()) {
            if (!part.rows().absentKeys().isEmpty()) {
                parts.add(new Part(part.shape(), part.rows().absent()));
            }
        }
        for (Part part : read) {
            if (!part.rows().presentKeys().isEmpty()) {
                parts.add(new Part(part.shape(), part.rows().existing()));
            }
        }
        return parts;
    }

    private Set<Key> apply(MirrorSession session, Part part) {
        pausePoints.reached(PausePoint.BEFORE_APPLY);
        ApplyResult result = Kin.apply(session, part.shape(), part.rows());
        session.addUnverified(part.shape().entity().name(), part.rows().keys());
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
