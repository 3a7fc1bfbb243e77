package dev.godwit.bench.workload;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lets operations pass one by one, can be closed for a while, and for good. Thread-safe. */
final class Gate {
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * Does the operation, later if the gate is closed.
     *
     * @return false when it was closed for good, and the operation was not done
     */
    boolean pass(Runnable operation) {
        lock.readLock().lock();
        try {
            if (end.getCount() > 0) {
                operation.run();
            }
            return end.getCount() > 0;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Waits, unless the gate is closed for good meanwhile.
     *
     * @return false when it was
     */
    boolean rest(long millis) {
        try {
            return !end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Closes the gate; nobody is in an operation when it returns. To be opened by the same thread. */
    void close() {
        lock.writeLock().lock();
    }

    void open() {
        lock.writeLock().unlock();
    }

    /** Closes the gate for good. */
    void end() {
        end.countDown();
    }
}
