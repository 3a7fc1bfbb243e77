package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a unit from its first freeze while a transaction that is older than its start still writes in the source: such a
 * transaction may judge the unit by what it saw before. Units of which this server does not know the start wait for all
 * that is older than the server. Thread-safe.
 */
public final class OlderWriters {
    private record Moment(StoreName store, String position) {}

    private final Map<UnitId, Moment> startedAt = new ConcurrentHashMap<>();
    private final Set<Moment> gone = ConcurrentHashMap.newKeySet();
    // No monitor: on older JDKs that would hold the carrier of a virtual thread while a store is asked.
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<StoreName, Moment> serverStartedAt = new HashMap<>();

    /** The fences of these units have just been written. */
    void started(Store source, Collection<UnitId> units) {
        Moment now = now(source);
        units.forEach(unit -> startedAt.put(unit, now));
    }

    /**
     * Makes sure that none is left.
     *
     * @throws GodwitException with {@link ErrorCode#LONG_TRANSACTION} naming the one that is
     */
    void requireNone(Store source, UnitId unit) {
        Moment known = startedAt.get(unit);
        Moment start = known == null || !known.store().equals(source.name()) ? serverStart(source) : known;
        if (gone.contains(start)) {
            return;
        }
        Optional<LockHolder> writer = source.oldestWriterBefore(start.position());
        if (writer.isPresent()) {
            throw new GodwitException(
                    ErrorCode.LONG_TRANSACTION,
                    "unit " + unit + " waits for a transaction that is older than its start: "
                            + writer.get().description());
        }
        gone.add(start);
    }

    private Moment serverStart(Store source) {
        lock.lock();
        try {
            return serverStartedAt.computeIfAbsent(source.name(), name -> now(source));
        } finally {
            lock.unlock();
        }
    }

    private static Moment now(Store source) {
        return new Moment(source.name(), source.position());
    }
}
