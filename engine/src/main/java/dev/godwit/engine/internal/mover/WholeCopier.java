package dev.godwit.engine.internal.mover;

import dev.godwit.core.Chunk;
import dev.godwit.core.MoverRight;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.MoverSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Copies small units together: one read of all rows of an entity, one transaction that writes them. Each unit is read as a
 * whole, and none of its marks is drained before it is written, so its copy needs no further read: what changes after the
 * read has a mark that is not cleared without its row. Thread-safe for different sessions.
 */
public final class WholeCopier {
    private final MoverSettings settings;
    private final Throttle throttle;
    private final MoveCounters counters;
    private final TimeSource time;
    private final PausePoints pausePoints;

    public WholeCopier(
            MoverSettings settings,
            Throttle throttle,
            MoveCounters counters,
            TimeSource time,
            PausePoints pausePoints) {
        this.settings = settings;
        this.throttle = throttle;
        this.counters = counters;
        this.time = time;
        this.pausePoints = pausePoints;
    }

    /**
     * Copies units of the same shapes between the same stores.
     *
     * @return the sessions of those that are copied; the others have been begun before or are too large
     */
    public List<MirrorSession> copy(List<MirrorSession> sessions) {
        Set<UnitId> begun = sessions.getFirst().mirror().rows().unitsWithCursors(units(sessions));
        List<MirrorSession> left = sessions.stream()
                .filter(session -> !begun.contains(session.unit()))
                .toList();
        left.forEach(MirrorSession::beginCopy);
        for (RowShape shape : sessions.getFirst().shapes()) {
            if (!left.isEmpty()) {
                left = copy(left, shape);
            }
        }
        return left;
    }

    private List<MirrorSession> copy(List<MirrorSession> sessions, RowShape shape) {
        pausePoints.reached(PausePoint.BEFORE_CHUNK_READ);
        Map<UnitId, Chunk> chunks = sessions.getFirst()
                .home()
                .rows()
                .readWhole(shape, units(sessions), Math.min(settings.smallUnitRows(), throttle.chunkRows()));
        // Whoever is too large, or is not written after all, learns from the mirror how far its copy is.
        sessions.forEach(MirrorSession::positionUnknown);
        List<MirrorSession> small = sessions.stream()
                .filter(session -> chunks.containsKey(session.unit()))
                .toList();
        if (!small.isEmpty()) {
            write(small, shape, chunks);
        }
        return small;
    }

    private void write(List<MirrorSession> sessions, RowShape shape, Map<UnitId, Chunk> chunks) {
        Store mirror = sessions.getFirst().mirror();
        Map<MoverRight, Chunk> writes = new HashMap<>();
        sessions.forEach(session -> writes.put(session.right(), chunk(chunks, session)));
        pausePoints.reached(PausePoint.BEFORE_CHUNK_WRITE);
        long start = time.monotonicNanos();
        mirror.rows().writeWhole(shape, writes);
        pausePoints.reached(PausePoint.AFTER_CHUNK_WRITE);
        int rows = 0;
        for (MirrorSession session : sessions) {
            Chunk written = chunk(chunks, session);
            session.positionKnown();
            session.copied(shape.entity().name());
            session.addCopied(written.rows().count());
            rows += written.rows().count();
            counters.bytesCopied.add(written.rows().bytes());
        }
        counters.rowsCopied.add(rows);
        throttle.observe(rows, time.since(start));
    }

    private static Chunk chunk(Map<UnitId, Chunk> chunks, MirrorSession session) {
        return Objects.requireNonNull(chunks.get(session.unit()));
    }

    static List<UnitId> units(List<MirrorSession> sessions) {
        return sessions.stream().map(MirrorSession::unit).toList();
    }
}
