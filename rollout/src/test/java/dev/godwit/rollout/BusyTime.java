package dev.godwit.rollout;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.time.Instant;

/** A clock that jumps over waits, but lets users send their requests meanwhile: one each millisecond or longer. */
final class BusyTime implements TimeSource {
    private final SettableTime time = new SettableTime();
    private Runnable user = () -> {};
    private boolean asking;

    void users(Runnable request) {
        user = request;
    }

    /** A request lasts; nothing else is sent meanwhile. */
    void advance(Duration duration) {
        time.advance(duration);
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
    public void sleep(Duration duration) {
        long start = time.monotonicNanos();
        while (time.since(start).compareTo(duration) < 0) {
            time.advance(Duration.ofMillis(1));
            if (!asking) {
                asking = true;
                user.run();
                asking = false;
            }
        }
    }

    @Override
    public Signal signal() {
        Signal signal = time.signal();
        return new Signal() {
            @Override
            public long version() {
                return signal.version();
            }

            @Override
            public void raise() {
                signal.raise();
            }

            @Override
            public boolean await(long seenVersion, Duration timeout) {
                if (signal.version() <= seenVersion) {
                    sleep(timeout);
                }
                return signal.version() > seenVersion;
            }
        };
    }
}
