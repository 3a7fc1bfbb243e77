package dev.godwit.engine.internal.unit;

import dev.godwit.core.Phase;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;

/**
 * How long the way back stays open after a unit's cutover; never less because a clock was set. Nothing happens by itself
 * when it is over; but ending it before wants a reason. Thread-safe.
 */
public record Probation(Duration length, SteadyClock clock) {
    /** When the last of these units' probation is over; empty when it is over for all of them. */
    public Optional<Instant> lastsUntil(Collection<UnitRecord> records) {
        return records.stream()
                .filter(record -> record.phase() == Phase.PROBATION)
                .flatMap(record -> record.settledMillis().stream())
                .map(millis -> Instant.ofEpochMilli(millis).plus(length).truncatedTo(ChronoUnit.SECONDS))
                .filter(clock.now()::isBefore)
                .max(Instant::compareTo);
    }
}
