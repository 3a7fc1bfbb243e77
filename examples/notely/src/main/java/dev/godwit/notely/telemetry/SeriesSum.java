package dev.godwit.notely.telemetry;

import java.util.List;
import org.HdrHistogram.Histogram;

/** The same series of several runs, added up. Not thread-safe. */
final class SeriesSum {
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double MICROS_PER_SECOND = 1_000_000;

    private final Histogram histogram = Meter.emptyHistogram();
    private long lastMinute;

    /** Adds what a run reported these seconds ago. */
    void add(Histogram measured, List<Long> countsByAge, long reportedSecondsAgo) {
        histogram.add(measured);
        long age = reportedSecondsAgo;
        for (long count : countsByAge) {
            if (age < LastMinute.SECONDS) {
                lastMinute += count;
            }
            age++;
        }
    }

    TelemetrySnapshot.Row row(List<String> labels) {
        return new TelemetrySnapshot.Row(
                labels,
                histogram.getTotalCount(),
                lastMinute,
                percentileMillis(50),
                percentileMillis(95),
                percentileMillis(99),
                histogram.getTotalCount() == 0
                        ? 0
                        : histogram.getMean() * histogram.getTotalCount() / MICROS_PER_SECOND);
    }

    private double percentileMillis(double percentile) {
        return histogram.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
