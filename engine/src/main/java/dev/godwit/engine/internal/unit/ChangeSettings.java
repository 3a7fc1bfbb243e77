package dev.godwit.engine.internal.unit;

import java.time.Duration;

/**
 * How a home is changed.
 *
 * @param maxPause the longest that writers may wait; then the old home is thawed
 * @param holderPoll how often the writers that hold the unit's lock are looked at
 * @param drainRounds how often marks are drained before the freeze, to keep the pause short
 * @param pausesAtOnce how many units may be between their homes at a time
 */
public record ChangeSettings(Duration maxPause, Duration holderPoll, int drainRounds, int pausesAtOnce) {
    public static ChangeSettings of(Duration maxPause) {
        return new ChangeSettings(maxPause, Duration.ofMillis(1), 20, 1);
    }
}
