package dev.godwit.engine.internal.unit;

import dev.godwit.core.ScatterTerms;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;

/** The moment for which a unit whose move is accepted stays listed as in flight, see {@link ScatterTerms}. Thread-safe. */
final class Landing {
    private final TimeSource time;

    Landing(TimeSource time) {
        this.time = time;
    }

    /** How much of it is left; never more than all of it, whatever the clock of the server said that began it. */
    Duration remaining(UnitRecord record) {
        long longest = ScatterTerms.FLIGHT_MIN.toMillis();
        long end = record.settledMillis().orElse(0L) + longest;
        return Duration.ofMillis(Math.clamp(end - time.wallClock().toEpochMilli(), 0, longest));
    }
}
