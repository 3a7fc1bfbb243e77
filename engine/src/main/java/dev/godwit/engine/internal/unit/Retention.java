package dev.godwit.engine.internal.unit;

import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.time.Instant;

/** How long the source's rows stay after a unit was finalized; never less because a clock was set. Thread-safe. */
public record Retention(Duration length, SteadyClock clock) {
    /** How long the unit's rows have to stay yet; zero when they may go. */
    public Duration remaining(UnitRecord record) {
        Instant settled = Instant.ofEpochMilli(record.settledMillis().orElse(0L));
        Duration remaining = length.minus(clock.since(settled));
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }

    /** Why a unit waits. */
    public String describe(UnitRecord record) {
        return "the source's rows stay for another " + inWords(remaining(record)) + " (retention)";
    }

    private static String inWords(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " d";
        }
        return duration.toHours() > 1 ? duration.toHours() + " h" : duration.toSeconds() + " s";
    }
}
