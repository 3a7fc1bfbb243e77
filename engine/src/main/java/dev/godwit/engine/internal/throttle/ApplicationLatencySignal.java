package dev.godwit.engine.internal.throttle;

import dev.godwit.engine.ThrottleReason;
import java.time.Duration;

/** The application's own 99th percentile, as its routers measure it. */
record ApplicationLatencySignal(ApplicationLatencies latencies, Duration limit) implements ThrottleSignal {
    private static final String WHAT = "the application's p99";

    @Override
    public Strain read() {
        if (!latencies.reported()) {
            return Strain.unreadable(ThrottleReason.APPLICATION_LATENCY, WHAT, "no router reports it");
        }
        return latencies
                .worst()
                .map(worst -> Strain.of(
                        ThrottleReason.APPLICATION_LATENCY,
                        WHAT + " in " + worst.store(),
                        worst.p99Millis(),
                        limit.toMillis(),
                        " ms"))
                .orElseGet(() -> Strain.of(ThrottleReason.APPLICATION_LATENCY, WHAT, 0, limit.toMillis(), " ms"));
    }
}
