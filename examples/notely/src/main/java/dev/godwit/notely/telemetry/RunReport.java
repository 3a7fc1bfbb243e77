package dev.godwit.notely.telemetry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The latest export of one run of a process, read. Immutable. */
record RunReport(long number, long receivedAtNanos, Map<SeriesName, Measured> series) {
    /**
     * Reads an export.
     *
     * @throws IllegalArgumentException when it makes no sense
     */
    static RunReport of(TelemetryExport export, long nowNanos) {
        Map<SeriesName, Measured> series = new TreeMap<>();
        for (TelemetryExport.Series one : export.series()) {
            SeriesName name = new SeriesName(one.family(), one.labels());
            series.put(name, new Measured(HistogramText.read(one.histogram()), one.lastMinute()));
        }
        return new RunReport(export.number(), nowNanos, series);
    }

    void addTo(Map<SeriesName, SeriesSum> sums, long nowNanos) {
        long secondsAgo = Math.floorDiv(nowNanos - receivedAtNanos, Meter.NANOS_PER_SECOND);
        series.forEach((name, measured) -> sums.computeIfAbsent(name, ignored -> new SeriesSum())
                .add(measured.histogram(), measured.lastMinute(), secondsAgo));
    }

    /** One series; the histogram is only read. */
    record Measured(Histogram histogram, List<Long> lastMinute) {}
}
