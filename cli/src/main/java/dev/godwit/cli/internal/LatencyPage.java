package dev.godwit.cli.internal;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ApplicationLatency.Stretch;
import dev.godwit.server.words.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The application's latency before, during and after a migration, as a table. Pure. */
public final class LatencyPage {
    private LatencyPage() {}

    public static List<String> render(ApplicationLatency latency, Instant now) {
        List<String> lines = new ArrayList<>();
        if (!latency.stages().isEmpty()) {
            lines.addAll(Table.render(
                    List.of("when", "store", "usual p99", "worst p99", "reports", "until"),
                    latency.stages().stream().map(stretch -> row(stretch, now)).toList()));
        }
        lines.addAll(latency.remarks());
        return List.copyOf(lines);
    }

    private static List<String> row(Stretch stretch, Instant now) {
        return List.of(
                stretch.inWords(),
                stretch.store().value(),
                Figures.millis(stretch.usualP99Millis()),
                Figures.millis(stretch.worstP99Millis()),
                Figures.count(stretch.reports()),
                Figures.time(stretch.until(), now));
    }
}
