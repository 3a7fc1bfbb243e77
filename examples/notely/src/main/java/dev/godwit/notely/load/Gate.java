package dev.godwit.notely.load;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;

/** Lets users go on, wait, or end. Thread-safe. */
final class Gate {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final TimeSource time;
    private final Signal changed;
    private volatile State state = State.OPEN;

    Gate(TimeSource time) {
        this.time = time;
        this.changed = time.signal();
    }

    /** What users may do. */
    enum State {
        OPEN,
        SHUT,
        ENDED
    }

    State state() {
        return state;
    }

    /** Ended stays ended. */
    synchronized void set(State next) {
        if (state != State.ENDED) {
            state = next;
            changed.raise();
        }
    }

    /** Waits until the gate is open and the moment has come; false when all is ended. */
    boolean pass(long momentNanos) throws InterruptedException {
        while (true) {
            long seen = changed.version();
            switch (state) {
                case ENDED -> {
                    return false;
                }
                case SHUT -> changed.await(seen, LOOK_AGAIN);
                case OPEN -> {
                    long remaining = momentNanos - time.monotonicNanos();
                    if (remaining <= 0) {
                        return true;
                    }
                    changed.await(seen, Duration.ofNanos(remaining));
                }
            }
        }
    }
}
