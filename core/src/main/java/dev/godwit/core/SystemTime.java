package dev.godwit.core;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The machine's clock: the one class that reads it. Thread-safe. */
public final class SystemTime implements TimeSource {
    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public Instant wallClock() {
        return Instant.now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    @Override
    public Signal signal() {
        return new ConditionSignal();
    }

    private static final class ConditionSignal implements Signal {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition raised = lock.newCondition();
        private volatile long version;

        @Override
        public long version() {
            return version;
        }

        @Override
        public void raise() {
            lock.lock();
            try {
                version = version + 1;
                raised.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean await(long seenVersion, Duration timeout) throws InterruptedException {
            if (!lock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return version > seenVersion;
            }
            try {
                long remaining = timeout.toNanos();
                while (version <= seenVersion && remaining > 0) {
                    remaining = raised.awaitNanos(remaining);
                }
                return version > seenVersion;
            } finally {
                lock.unlock();
            }
        }
    }
}
