package dev.godwit.notely.telemetry;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The telemetry of all processes as Prometheus reads it, with memory, threads and processor time of the API process beside
 * it. Thread-safe.
 */
public final class PrometheusPage {
    /** The content type of {@link #text()}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double MILLIS_PER_SECOND = 1_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    public PrometheusPage(TelemetryBoard board) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        MultiCollector collector = () -> metrics(board.snapshot());
        registry.getPrometheusRegistry().register(collector);
    }

    /** The page, as of now. */
    public String text() {
        return registry.scrape(CONTENT_TYPE);
    }

    private static MetricSnapshots metrics(TelemetrySnapshot snapshot) {
        List<MetricSnapshot> metrics = new ArrayList<>();
        for (Family family : Family.values()) {
            metrics.add(summary(family, snapshot.rows(family)));
        }
        metrics.add(notes(snapshot.notesByShard()));
        return new MetricSnapshots(metrics);
    }

    private static MetricSnapshot summary(Family family, List<TelemetrySnapshot.Row> rows) {
        SummarySnapshot.Builder summary =
                SummarySnapshot.builder().name(family.metric()).help(family.description());
        for (TelemetrySnapshot.Row row : rows) {
            summary.dataPoint(SummaryDataPointSnapshot.builder()
                    .labels(Labels.of(
                            family.labels().toArray(String[]::new), row.labels().toArray(String[]::new)))
                    .quantiles(Quantiles.of(
                            new Quantile(0.5, row.p50Millis() / MILLIS_PER_SECOND),
                            new Quantile(0.95, row.p95Millis() / MILLIS_PER_SECOND),
                            new Quantile(0.99, row.p99Millis() / MILLIS_PER_SECOND)))
                    .count(row.total())
                    .sum(row.sumSeconds())
                    .build());
        }
        return summary.build();
    }

    private static MetricSnapshot notes(SortedMap<String, Long> notesByShard) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("notely_notes").help("Notes by store.");
        notesByShard.forEach((shard, notes) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of("shard", shard))
                .value(notes)
                .build()));
        return gauge.build();
    }
}
