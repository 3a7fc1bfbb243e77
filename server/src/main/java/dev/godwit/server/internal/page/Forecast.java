package dev.godwit.server.internal.page;

import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the expected end lies between now and the deadline, as shares of a line from 0 to 100.
 *
 * @param deadline absent when the plan has none
 */
public record Forecast(double earliest, double likely, double latest, Optional<Double> deadline) {
    private static final double ROOM = 1.05;
    private static final int ALL = 100;

    public static Optional<Forecast> of(MigrationStatus status, Instant now) {
        return status.estimatedEnd().map(end -> of(end, status.deadline(), now));
    }

    private static Forecast of(Estimate end, Optional<Instant> deadline, Instant now) {
        Instant last = deadline.filter(end.latest()::isBefore).orElse(end.latest());
        double whole = Math.max(1, seconds(now, last)) * ROOM;
        return new Forecast(
                share(now, end.earliest(), whole),
                share(now, end.likely(), whole),
                share(now, end.latest(), whole),
                deadline.map(at -> share(now, at, whole)));
    }

    public boolean late() {
        return deadline.isPresent() && likely > deadline.get();
    }

    private static double share(Instant now, Instant at, double whole) {
        return Math.max(0, Math.min(ALL, Math.round(seconds(now, at) / whole * ALL * 10) / 10.0));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1_000.0;
    }
}
