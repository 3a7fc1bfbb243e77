package dev.godwit.server.internal.metrics;

import dev.godwit.engine.MoveFigures.PauseCounts;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The numbers of one moment, collected by family. Not thread-safe. */
final class Samples {
    private static final double MILLIS = 1_000;

    private record Sample(Labels labels, double value) {}

    private record Pauses(Labels labels, PauseCounts counts) {}

    private final Map<Family, List<Sample>> samples = new EnumMap<>(Family.class);
    private final Map<Family, List<Pauses>> pauses = new EnumMap<>(Family.class);

    /** @param labels values of the family's labels, in its order */
    void add(Family family, double value, String... labels) {
        samples.computeIfAbsent(family, same -> new ArrayList<>()).add(new Sample(labels(family, labels), value));
    }

    void add(Family family, boolean value, String... labels) {
        add(family, value ? 1 : 0, labels);
    }

    void add(Family family, PauseCounts counts, String... labels) {
        pauses.computeIfAbsent(family, same -> new ArrayList<>()).add(new Pauses(labels(family, labels), counts));
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        samples.forEach((family, found) -> all.add(
                switch (family.type()) {
                    case GAUGE -> gauge(family, found);
                    case COUNTER -> counter(family, found);
                    case HISTOGRAM -> throw new IllegalStateException(family + " is a histogram");
                }));
        pauses.forEach((family, found) -> all.add(histogram(family, found)));
        return new MetricSnapshots(all);
    }

    private static Labels labels(Family family, String... values) {
        return Labels.of(family.labels().toArray(String[]::new), values);
    }

    private static MetricSnapshot gauge(Family family, List<Sample> found) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(family.metric()).help(family.meaning());
        found.forEach(sample -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(sample.labels())
                .value(sample.value())
                .build()));
        return gauge.build();
    }

    private static MetricSnapshot counter(Family family, List<Sample> found) {
        // The page adds the ending to the names of counters.
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name(family.metric().replaceFirst("_total$", ""))
                .help(family.meaning());
        found.forEach(sample -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(sample.labels())
                .value(sample.value())
                .build()));
        return counter.build();
    }

    private static MetricSnapshot histogram(Family family, List<Pauses> found) {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name(family.metric()).help(family.meaning());
        found.forEach(of -> histogram.dataPoint(HistogramDataPointSnapshot.builder()
                .labels(of.labels())
                .classicHistogramBuckets(buckets(of.counts()))
                .sum(of.counts().sumSeconds())
                .build()));
        return histogram.build();
    }

    private static ClassicHistogramBuckets buckets(PauseCounts counts) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int place = 0; place < counts.counts().size(); place++) {
            double bound = place < PauseCounts.BOUNDS_MILLIS.size()
                    ? PauseCounts.BOUNDS_MILLIS.get(place) / MILLIS
                    : Double.POSITIVE_INFINITY;
            buckets.bucket(bound, counts.counts().get(place));
        }
        return buckets.build();
    }
}
