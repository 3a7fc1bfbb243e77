package dev.godwit.notely.telemetry;

import dev.godwit.core.TimeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Adds up what all processes measure. It lives in the API process, is given the exports of the data proxies as they come,
 * and takes those of its own process when it is asked. What a proxy has counted stays counted when the proxy ends; one that
 * is started again is another run. Thread-safe.
 */
public final class TelemetryBoard {
    /** So many runs are told apart; those not heard of for longest are added up into one. */
    static final int RUNS_MAX = 16;

    private final TimeSource time;
    private final Telemetry own;
    /** By run, the one that reported last at the end. */
    private final Map<String, RunReport> runs = new LinkedHashMap<>();

    private final Map<SeriesName, Histogram> ended = new TreeMap<>();
    private SortedMap<String, Long> notesByShard = new TreeMap<>();

    public TelemetryBoard(TimeSource time, Telemetry own) {
        this.time = time;
        this.own = own;
    }

    /**
     * A process reported. What it reported later stays, should this come late.
     *
     * @throws IllegalArgumentException when the export makes no sense
     */
    public void accept(TelemetryExport export) {
        RunReport report = RunReport.of(export, time.monotonicNanos());
        synchronized (this) {
            RunReport known = runs.get(export.run());
            if (known != null && known.number() >= report.number()) {
                return;
            }
            runs.remove(export.run());
            runs.put(export.run(), report);
            while (runs.size() > RUNS_MAX) {
                end(runs.keySet().iterator().next());
            }
        }
    }

    /** How many notes there are now, by the name of the store. */
    public synchronized void notesByShard(Map<String, Long> notes) {
        notesByShard = new TreeMap<>(notes);
    }

    /** The sum of all. */
    public TelemetrySnapshot snapshot() {
        accept(own.export());
        Map<SeriesName, SeriesSum> sums = new TreeMap<>();
        SortedMap<String, Long> notes;
        synchronized (this) {
            long now = time.monotonicNanos();
            ended.forEach((name, histogram) -> {
                SeriesSum sum = new SeriesSum();
                sum.add(histogram, List.of(), 0);
                sums.put(name, sum);
            });
            runs.values().forEach(report -> report.addTo(sums, now));
            notes = notesByShard;
        }
        Map<Family, List<TelemetrySnapshot.Row>> rows = new TreeMap<>();
        sums.forEach((name, sum) -> rows.computeIfAbsent(name.family(), ignored -> new ArrayList<>())
                .add(sum.row(name.labels())));
        return new TelemetrySnapshot(rows, notes);
    }

    private void end(String run) {
        RunReport report = runs.remove(run);
        if (report != null) {
            report.series()
                    .forEach((name, measured) -> ended.computeIfAbsent(name, ignored -> Meter.emptyHistogram())
                            .add(measured.histogram()));
        }
    }
}
