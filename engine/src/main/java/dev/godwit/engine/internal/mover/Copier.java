package dev.godwit.engine.internal.mover;

import dev.godwit.core.Chunk;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.RowShape;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Copies a unit chunk by chunk in key order. The cursor moves in the mirror in the transaction of the rows, so a copy
 * that was stopped goes on behind the last row that arrived. The next chunk is read while one is written, except before
 * a drain: then no chunk that was read may be unwritten. Thread-safe for different sessions.
 */
public final class Copier {
    /** After so many chunks the marks are drained, so that they don't pile up during a long copy. */
    private static final int CHUNKS_BETWEEN_DRAINS = 8;
    /** So often a chunk is read again whose rows are refused by a foreign key. */
    private static final int ATTEMPTS = 10;

    private final Drainer drainer;
    private final Throttle throttle;
    private final MoveCounters counters;
    private final Tasks tasks;
    private final TimeSource time;
    private final PausePoints pausePoints;

    public Copier(
            Drainer drainer,
            Throttle throttle,
            MoveCounters counters,
            Tasks tasks,
            TimeSource time,
            PausePoints pausePoints) {
        this.drainer = drainer;
        this.throttle = throttle;
        this.counters = counters;
        this.tasks = tasks;
        this.time = time;
        this.pausePoints = pausePoints;
    }

    /**
     * Copies what is not copied yet.
     *
     * @param mayGoOn asked before each chunk
     * @return whether the copy is complete
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public boolean copy(MirrorSession session, BooleanSupplier mayGoOn) throws InterruptedException {
        session.findCopyPosition();
        for (RowShape shape : session.shapes()) {
            if (session.isCopying(shape.entity().name()) && !copy(session, shape, mayGoOn)) {
                return false;
            }
        }
        return true;
    }

    private boolean copy(MirrorSession session, RowShape shape, BooleanSupplier mayGoOn) throws InterruptedException {
        EntityName entity = shape.entity().name();
        Optional<Ahead<Chunk>> ahead = Optional.empty();
        int sinceDrain = 0;
        while (true) {
            int maxRows = throttle.chunkRows();
            Optional<Key> after = session.copiedUpTo(entity);
            Chunk chunk = ahead.isPresent() ? ahead.get().await() : read(session, shape, after, maxRows);
            if (!mayGoOn.getAsBoolean()) {
                return false;
            }
            sinceDrain++;
            boolean drainNext = chunk.rows().count() < maxRows || sinceDrain >= CHUNKS_BETWEEN_DRAINS;
            ahead = drainNext
                    ? Optional.empty()
                    : Optional.of(Ahead.start(
                            tasks, "read-ahead", () -> read(session, shape, chunk.lastKey(), throttle.chunkRows())));
            Chunk written = write(session, shape, after, chunk);
            if (written.isEmpty()) {
                session.copied(entity);
                return true;
            }
            if (ahead.isPresent() && !written.lastKey().equals(chunk.lastKey())) {
                // What was read ahead does not follow what was written.
                ahead.get().await();
                ahead = Optional.empty();
            }
            if (drainNext) {
                drainOnce(session);
                sinceDrain = 0;
            }
            throttle.pace();
        }
    }

    private Chunk read(MirrorSession session, RowShape shape, Optional<Key> after, int maxRows) {
        pausePoints.reached(PausePoint.BEFORE_CHUNK_READ);
        return session.home().rows().readChunk(shape, session.unit(), after, maxRows);
    }

    /**
     * Writes a chunk. One whose rows point to rows that came to home after the copy of their table is refused: then those
     * are brought first, and the chunk is read again, for one of those may be gone by then.
     *
     * @return what was written
     */
    private Chunk write(MirrorSession session, RowShape shape, Optional<Key> after, Chunk read) {
        Chunk chunk = read;
        for (int attempt = 1; ; attempt++) {
            try {
                write(session, shape, chunk);
                return chunk;
            } catch (GodwitException refusal) {
                if (refusal.code() != ErrorCode.ROW_WITHOUT_PARENT) {
                    throw refusal;
                }
                if (attempt == ATTEMPTS) {
                    throw Kin.orReferenceBehind(session, shape, refusal);
                }
                session.positionKnown();
                Kin.bringParents(session, shape, chunk.rows(), refusal);
                chunk = read(session, shape, after, chunk.rows().count());
            }
        }
    }

    private void write(MirrorSession session, RowShape shape, Chunk chunk) {
        pausePoints.reached(PausePoint.BEFORE_CHUNK_WRITE);
        long start = time.monotonicNanos();
        session.positionUnknown();
        session.mirror().rows().writeChunk(session.right(), shape, chunk);
        session.positionKnown();
        pausePoints.reached(PausePoint.AFTER_CHUNK_WRITE);
        throttle.observe(chunk.rows().count(), time.since(start));
        if (!chunk.isEmpty()) {
            session.copyingAt(shape.entity().name(), chunk.lastKey());
        }
        session.addCopied(chunk.rows().count());
        counters.rowsCopied.add(chunk.rows().count());
        counters.bytesCopied.add(chunk.rows().bytes());
    }

    private void drainOnce(MirrorSession session) {
        Drainer.Pass pass = drainer.drain(session);
        while (!pass.empty() && pass.drained() > 0) {
            pass = drainer.drain(session);
        }
    }
}
