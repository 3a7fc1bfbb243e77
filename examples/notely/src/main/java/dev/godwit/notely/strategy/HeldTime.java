package dev.godwit.notely.strategy;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a router that notices how long each operation is held: an operation waits on its own thread, and for news on
 * nothing else. Thread-safe.
 */
final class HeldTime implements TimeSource {
    private final TimeSource time;
    private final ThreadLocal<Long> waited = ThreadLocal.withInitial(() -> 0L);

    HeldTime(TimeSource time) {
        this.time = time;
    }

    /** The nanoseconds that this thread has waited for news since it last asked. */
    long takeNanos() {
        long nanos = waited.get();
        waited.remove();
        return nanos;
    }

    @Override
    public long monotonicNanos() {
        return time.monotonicNanos();
    }

    @Override
    public Instant wallClock() {
        return time.wallClock();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }

    @Override
    public Signal signal() {
        return new WatchedSignal(time.signal());
    }

    private final class WatchedSignal implements Signal {
        private final Signal signal;

        WatchedSignal(Signal signal) {
            this.signal = signal;
        }

        @Override
        public long version() {
            return signal.version();
        }

        @Override
        public void raise() {
            signal.raise();
        }

        @Override
        public boolean await(long seenVersion, Duration timeout) throws InterruptedException {
            long begun = time.monotonicNanos();
            try {
                return signal.await(seenVersion, timeout);
            } finally {
                waited.set(waited.get() + time.monotonicNanos() - begun);
            }
        }
    }
}
