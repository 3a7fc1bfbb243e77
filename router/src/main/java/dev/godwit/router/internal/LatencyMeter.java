package dev.godwit.router.internal;

import dev.godwit.core.ControlPlane.StoreLatency;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How long the application's transactions take, by store, over the last second or two. Recording costs some tens of
 * nanoseconds and never waits. Thread-safe.
 */
final class LatencyMeter {
    private static final int DIGITS = 2;
    private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(10);
    private static final double MICROS_PER_MILLI = 1000;
    /** A percentile needs some operations: reports that are asked for sooner say the same again. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final TimeSource time;
    private final Map<StoreName, Recorder> recorders = new TreeMap<>();
    private List<StoreLatency> report = List.of();
    private long reportedAtNanos;

    LatencyMeter(TimeSource time, List<StoreName> stores) {
        this.time = time;
        this.reportedAtNanos = time.monotonicNanos();
        stores.forEach(store -> recorders.put(store, new Recorder(MICROS_MAX, DIGITS)));
    }

    /** A transaction that began then has ended. */
    void ended(StoreName store, long beganAtNanos) {
        Recorder recorder = recorders.get(store);
        if (recorder != null) {
            long micros = TimeUnit.NANOSECONDS.toMicros(time.monotonicNanos() - beganAtNanos);
            recorder.recordValue(Math.clamp(micros, 0, MICROS_MAX));
        }
    }

    /** The moment, for {@link #ended}. */
    long now() {
        return time.monotonicNanos();
    }

    /** The latencies of the last full period. */
    synchronized List<StoreLatency> report() {
        if (time.since(reportedAtNanos).compareTo(PERIOD) >= 0) {
            reportedAtNanos = time.monotonicNanos();
            List<StoreLatency> latest = new ArrayList<>();
            recorders.forEach((store, recorder) -> {
                Histogram histogram = recorder.getIntervalHistogram();
                if (histogram.getTotalCount() > 0) {
                    double p99 = histogram.getValueAtPercentile(99) / MICROS_PER_MILLI;
                    latest.add(new StoreLatency(store, histogram.getTotalCount(), p99));
                }
            });
            report = List.copyOf(latest);
        }
        return report;
    }
}
