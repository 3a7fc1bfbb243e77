package dev.godwit.testkit;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Shared and exclusive locks that a transaction keeps to its end. Who waits for an exclusive lock holds up those who come
 * after, as in a real lock queue. Thread-safe.
 */
final class LockTable {
    private final TimeSource time;
    private final Signal released;
    private final ReentrantLock guard = new ReentrantLock();
    private final Map<Object, Queue> queues = new HashMap<>();
    private final Map<MemoryTransaction, Set<Object>> held = new HashMap<>();

    /** How a lock is held. */
    enum Mode {
        SHARED,
        EXCLUSIVE
    }

    /** Who holds a lock, and who waits for it, in order. */
    private static final class Queue {
        private final Map<MemoryTransaction, Mode> holders = new LinkedHashMap<>();
        private final List<Waiter> waiters = new ArrayList<>();
    }

    private record Waiter(MemoryTransaction transaction, Mode mode) {}

    LockTable(TimeSource time) {
        this.time = time;
        this.released = time.signal();
    }

    /**
     * Takes a lock.
     *
     * @return whether it was had in time
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    boolean acquire(MemoryTransaction transaction, Object name, Mode mode, Duration patience)
            throws InterruptedException {
        Waiter waiter = new Waiter(transaction, mode);
        if (join(name, waiter)) {
            return true;
        }
        long start = time.monotonicNanos();
        try {
            while (true) {
                long seen = released.version();
                if (grant(name, waiter)) {
                    return true;
                }
                Duration left = patience.minus(time.since(start));
                if (!left.isPositive() || transaction.isBroken()) {
                    return false;
                }
                released.await(seen, left);
            }
        } finally {
            leave(name, waiter);
        }
    }

    void releaseAll(MemoryTransaction transaction) {
        guard.lock();
        try {
            Set<Object> names = held.remove(transaction);
            if (names == null) {
                return;
            }
            for (Object name : names) {
                Queue queue = queues.get(name);
                if (queue != null) {
                    queue.holders.remove(transaction);
                    dropIfEmpty(name, queue);
                }
            }
        } finally {
            guard.unlock();
        }
        released.raise();
    }

    /** Wakes those who wait, for they may have been broken. */
    void shake() {
        released.raise();
    }

    Set<MemoryTransaction> holders(Object name) {
        guard.lock();
        try {
            Queue queue = queues.get(name);
            return queue == null ? Set.of() : new LinkedHashSet<>(queue.holders.keySet());
        } finally {
            guard.unlock();
        }
    }

    private boolean join(Object name, Waiter waiter) {
        guard.lock();
        try {
            Queue queue = queues.computeIfAbsent(name, same -> new Queue());
            queue.waiters.add(waiter);
            boolean granted = grantLocked(name, queue, waiter);
            if (granted) {
                queue.waiters.remove(waiter);
            }
            return granted;
        } finally {
            guard.unlock();
        }
    }

    private boolean grant(Object name, Waiter waiter) {
        guard.lock();
        try {
            return grantLocked(name, queues.computeIfAbsent(name, same -> new Queue()), waiter);
        } finally {
            guard.unlock();
        }
    }

    private boolean grantLocked(Object name, Queue queue, Waiter waiter) {
        Mode own = queue.holders.get(waiter.transaction());
        if (own == Mode.EXCLUSIVE || own == waiter.mode()) {
            return true;
        }
        for (Map.Entry<MemoryTransaction, Mode> holder : queue.holders.entrySet()) {
            if (!holder.getKey().equals(waiter.transaction()) && inConflict(holder.getValue(), waiter.mode())) {
                return false;
            }
        }
        for (Waiter earlier : queue.waiters) {
            if (earlier.equals(waiter)) {
                break;
            }
            if (own == null && inConflict(earlier.mode(), waiter.mode())) {
                return false;
            }
        }
        queue.holders.put(waiter.transaction(), waiter.mode());
        held.computeIfAbsent(waiter.transaction(), same -> new LinkedHashSet<>())
                .add(name);
        return true;
    }

    private void leave(Object name, Waiter waiter) {
        guard.lock();
        try {
            Queue queue = queues.get(name);
            if (queue != null) {
                queue.waiters.remove(waiter);
                dropIfEmpty(name, queue);
            }
        } finally {
            guard.unlock();
        }
        released.raise();
    }

    private void dropIfEmpty(Object name, Queue queue) {
        if (queue.holders.isEmpty() && queue.waiters.isEmpty()) {
            queues.remove(name);
        }
    }

    private static boolean inConflict(Mode one, Mode other) {
        return one == Mode.EXCLUSIVE || other == Mode.EXCLUSIVE;
    }
}
