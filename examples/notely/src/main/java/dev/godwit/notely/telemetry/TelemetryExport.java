package dev.godwit.notely.telemetry;

import java.util.List;

/**
 * What one run of a process has measured since it began, as it travels to the API process: plain enough for any JSON
 * library.
 *
 * @param run tells this run from all others
 * @param number counts the exports of the run, so that an older one never replaces a later one
 */
public record TelemetryExport(String run, long number, List<Series> series) {
    public TelemetryExport {
        series = List.copyOf(series);
    }

    /**
     * One series.
     *
     * @param histogram microseconds, in HdrHistogram's own format, in Base64
     * @param lastMinute counts by age in seconds, the present second first; may end early
     */
    public record Series(Family family, List<String> labels, String histogram, List<Long> lastMinute) {
        public Series {
            labels = List.copyOf(labels);
            lastMinute = List.copyOf(lastMinute);
        }
    }
}
