package dev.godwit.engine.internal;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * What the wall clock said when this began, carried on by the clock that never steps: for whatever lasts, so that a wall
 * clock which is set forward ends nothing early, and one which is set back prolongs nothing. The next server begins with
 * what its wall clock says; an instant that an earlier one has written down may then be still to come, and counts as now.
 * Deadlines are the calendar's and are no business of this clock. Thread-safe.
 */
public final class SteadyClock {
    private final TimeSource time;
    private final Instant began;
    private final long beganNanos;

    public SteadyClock(TimeSource time) {
        this.time = time;
        this.began = time.wallClock();
        this.beganNanos = time.monotonicNanos();
    }

    public Instant now() {
        return began.plus(time.since(beganNanos));
    }

    /** How long ago that was; zero when it is still to come. */
    public Duration since(Instant past) {
        Duration age = Duration.between(past, now());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
