package dev.godwit.engine.internal.unit;

import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;

/** How long the source's rows stay after a unit was finalized, by the wall clock. Thread-safe. */
public record Retention(Duration length, TimeSource time) {
    /** How long the unit's rows have to stay yet; zero when they may go. */
    public Duration remaining(UnitRecord record) {
        long settled = record.settledMillis().orElse(0L);
        long end = settled + length.toMillis();
        return Duration.ofMillis(Math.max(0, end - time.wallClock().toEpochMilli()));
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
