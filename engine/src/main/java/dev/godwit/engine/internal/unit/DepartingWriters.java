package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits for the writers that hold the locks of units at one moment, and for none that come later. A wait is short, so
 * that a stop is heard: who asks again goes on waiting for the same writers. A prepared transaction can hold its locks
 * for days. Thread-safe for different units.
 */
public final class DepartingWriters {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int NAMED = 3;

    private record Question(StoreName store, Set<UnitId> units) {}

    private final TimeSource time;
    private final Map<Question, Set<LockHolder>> waitedFor = new ConcurrentHashMap<>();

    public DepartingWriters(TimeSource time) {
        this.time = time;
    }

    /**
     * Waits until the writers are gone that held a lock when this was first asked.
     *
     * @throws GodwitException with {@link ErrorCode#LONG_TRANSACTION} naming those that are not gone soon; ask again
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void await(Store store, Collection<UnitId> units) throws InterruptedException {
        Question question = new Question(store.name(), Set.copyOf(units));
        Set<LockHolder> known = waitedFor.get(question);
        Set<LockHolder> holders =
                known == null ? store.fences().holders(units) : store.fences().stillHolding(known);
        long start = time.monotonicNanos();
        while (!holders.isEmpty() && time.since(start).compareTo(PATIENCE) < 0) {
            time.sleep(POLL);
            holders = store.fences().stillHolding(holders);
        }
        if (holders.isEmpty()) {
            waitedFor.remove(question);
            return;
        }
        waitedFor.put(question, holders);
        throw new GodwitException(ErrorCode.LONG_TRANSACTION, describe(store, question.units(), holders));
    }

    private static String describe(Store store, Set<UnitId> units, Set<LockHolder> holders) {
        String whose = units.size() == 1 ? "unit " + units.iterator().next() : units.size() + " units";
        return whose + " in " + store.name() + ": waiting for writers that began before: "
                + holders.stream().map(LockHolder::description).limit(NAMED).toList();
    }
}
