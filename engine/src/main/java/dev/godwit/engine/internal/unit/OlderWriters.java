package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import java.util.Collection;
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
    private final Store source;
    private final Map<UnitId, String> startedAt = new ConcurrentHashMap<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    // No monitor: on older JDKs that would hold the carrier of a virtual thread while a store is asked.
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<String> serverStartedAt = Optional.empty();

    public OlderWriters(Store source) {
        this.source = source;
    }

    /** The fences of these units have just been written. */
    public void started(Collection<UnitId> units) {
        String position = source.position();
        units.forEach(unit -> startedAt.put(unit, position));
    }

    /**
     * Makes sure that none is left.
     *
     * @throws GodwitException with {@link ErrorCode#LONG_TRANSACTION} naming the one that is
     */
    public void requireNone(UnitId unit) {
        String known = startedAt.get(unit);
        String position = known == null ? serverPosition() : known;
        if (gone.contains(position)) {
            return;
        }
        Optional<LockHolder> writer = source.oldestWriterBefore(position);
        if (writer.isPresent()) {
            throw new GodwitException(
                    ErrorCode.LONG_TRANSACTION,
                    "unit " + unit + " waits for a transaction that is older than its start: "
                            + writer.get().description());
        }
        gone.add(position);
    }

    private String serverPosition() {
        lock.lock();
        try {
            if (serverStartedAt.isEmpty()) {
                serverStartedAt = Optional.of(source.position());
            }
            return serverStartedAt.get();
        } finally {
            lock.unlock();
        }
    }
}
