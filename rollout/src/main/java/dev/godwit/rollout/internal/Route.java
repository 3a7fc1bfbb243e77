package dev.godwit.rollout.internal;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way to one version: counts the requests in flight, and can be closed so that none follows. Both are one number, so
 * that no request slips in after the count has been found to be zero. Thread-safe; requests never wait.
 */
public final class Route<T> {
    private static final long CLOSED = Long.MIN_VALUE;

    private final String version;
    private final T service;
    private final TimeSource time;
    private final Signal left;
    private final AtomicLong inFlight = new AtomicLong();
    private volatile Measurements measurements = new Measurements();

    public Route(String version, T service, TimeSource time) {
        this.version = version;
        this.service = service;
        this.time = time;
        this.left = time.signal();
    }

    public String version() {
        return version;
    }

    public T service() {
        return service;
    }

    /** Whether the caller may go on to the version; if so, it has to {@link #visit} and to end that. */
    public boolean enter() {
        if (inFlight.incrementAndGet() > 0) {
            return true;
        }
        leave();
        return false;
    }

    /** Whoever has entered begins to be measured. */
    public Visit visit() {
        return new Visit(measurements, time.monotonicNanos());
    }

    public long inFlight() {
        return inFlight.get() & ~CLOSED;
    }

    public boolean open() {
        return inFlight.get() >= 0;
    }

    public void close() {
        inFlight.getAndUpdate(count -> count | CLOSED);
    }

    public void reopen() {
        inFlight.getAndUpdate(count -> count & ~CLOSED);
    }

    /** Raised when the last request of a closed route has left. */
    public Signal left() {
        return left;
    }

    public Measurements measurements() {
        return measurements;
    }

    /** Requests that enter from now on are counted from zero. */
    public void measureAnew() {
        measurements = new Measurements();
    }

    private void leave() {
        if (inFlight.decrementAndGet() == CLOSED) {
            left.raise();
        }
    }

    /** One request in flight. Used by one thread. */
    public final class Visit {
        private final Measurements counted;
        private final long startNanos;
        private boolean ended;

        private Visit(Measurements counted, long startNanos) {
            this.counted = counted;
            this.startNanos = startNanos;
        }

        public void answered(boolean failure) {
            if (end()) {
                counted.answered(time.monotonicNanos() - startNanos, failure);
            }
        }

        public void lost() {
            if (end()) {
                counted.lost();
            }
        }

        private boolean end() {
            if (ended) {
                return false;
            }
            ended = true;
            leave();
            return true;
        }
    }
}
