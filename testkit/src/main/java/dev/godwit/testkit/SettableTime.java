package dev.godwit.testkit;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that goes only when it is told to, and jumps over waits: for tests of one thread. Not thread-safe. */
public final class SettableTime implements TimeSource {
    private long nanos;

    /** Lets this much time pass on both clocks, which begin at zero and at the epoch. */
    public void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    @Override
    public long monotonicNanos() {
        return nanos;
    }

    @Override
    public Instant wallClock() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public void sleep(Duration duration) {
        advance(duration);
    }

    @Override
    public Signal signal() {
        return new Signal() {
            private long version;

            @Override
            public long version() {
                return version;
            }

            @Override
            public void raise() {
                version++;
            }

            @Override
            public boolean await(long seenVersion, Duration timeout) {
                if (version > seenVersion) {
                    return true;
                }
                advance(timeout);
                return false;
            }
        };
    }
}
