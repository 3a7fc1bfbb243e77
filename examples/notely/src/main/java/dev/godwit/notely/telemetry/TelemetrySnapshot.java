package dev.godwit.notely.telemetry;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that was measured, of all processes, at one moment. Immutable.
 *
 * @param rows by family, sorted as tables are read; a family that has none is missing
 * @param notesByShard how many notes there are, by the name of the store
 */
public record TelemetrySnapshot(Map<Family, List<Row>> rows, SortedMap<String, Long> notesByShard) {
    public TelemetrySnapshot {
        rows = Map.copyOf(rows);
        notesByShard = Collections.unmodifiableSortedMap(new TreeMap<>(notesByShard));
    }

    /** The rows of a family, perhaps none. */
    public List<Row> rows(Family family) {
        return rows.getOrDefault(family, List.of());
    }

    /** How often anything of this family has happened. */
    public long total(Family family) {
        return rows(family).stream().mapToLong(Row::total).sum();
    }

    /**
     * One series.
     *
     * @param labels in the order of {@link Family#labels()}
     * @param total since Notely was started, over all runs of all processes
     * @param perMinute how often in the last minute
     * @param p50Millis of all, as are the other percentiles
     * @param sumSeconds the time that all of them took together
     */
    public record Row(
            List<String> labels,
            long total,
            long perMinute,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double sumSeconds) {
        public Row {
            labels = List.copyOf(labels);
        }
    }
}
