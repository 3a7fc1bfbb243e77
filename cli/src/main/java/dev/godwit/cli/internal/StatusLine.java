package dev.godwit.cli.internal;

import dev.godwit.core.MigrationStatus;
import dev.godwit.server.words.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A migration in one line, for logs and pipes. A pure function of the status and the time. */
public final class StatusLine {
    private static final String SEPARATOR = ", ";

    private StatusLine() {}

    public static String render(MigrationStatus status, Instant now) {
        List<String> parts = new ArrayList<>();
        parts.add(Figures.time(now, now) + " " + status.migration() + " " + status.stage());
        parts.add("moved " + Figures.of(status.unitsMoved(), status.unitsTotal()) + " units");
        parts.add("copied " + Figures.of(status.rowsCopied(), Math.max(status.rowsCopied(), status.rowsTotal()))
                + " rows (" + Figures.percent(status.rowsCopied(), status.rowsTotal()) + ")");
        if (status.copyRowsPerSecond() > 0) {
            parts.add(Figures.rowsPerSecond(status.copyRowsPerSecond()));
        }
        if (status.copyBytesPerSecond() > 0) {
            parts.add(Figures.megabytesPerSecond(status.copyBytesPerSecond()));
        }
        parts.add("verified " + Figures.count(status.rowsVerified()) + " rows");
        parts.add("lag " + Figures.millis(status.lagMillis()));
        if (status.cutovers().count() > 0) {
            parts.add("pause " + Figures.pauses(status.cutovers()));
        }
        status.estimatedEnd().ifPresent(estimate -> parts.add("ends " + Figures.estimate(estimate, now)));
        status.throttle()
                .filter(reason -> !status.waitsFor().contains(reason))
                .ifPresent(reason -> parts.add("throttled: " + reason));
        status.flags().paused().ifPresent(reason -> parts.add("paused: " + reason));
        status.waitsFor().stream().findFirst().ifPresent(reason -> parts.add("waits: " + reason));
        status.alarms().forEach(alarm -> parts.add("alarm: " + alarm.inWords()));
        status.flags().attention().ifPresent(reason -> parts.add("attention: " + reason));
        status.attention().stream()
                .findFirst()
                .ifPresent(unit -> parts.add("attention: unit " + unit.unit() + ": " + unit.reason()
                        + (status.attention().size() > 1
                                ? " (and " + Figures.count(status.attention().size() - 1L) + " more)"
                                : "")));
        return String.join(SEPARATOR, parts);
    }
}
