package dev.godwit.notely.telemetry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** One series of this process. Recording never waits and takes well below a microsecond. Thread-safe. */
final class Meter {
    private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 2;
    static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final Recorder recorder = new Recorder(MICROS_MAX, DIGITS);
    private final LastMinute lastMinute = new LastMinute();
    private final Histogram total = emptyHistogram();
    private Histogram interval = recorder.getIntervalHistogram();

    /** A histogram of microseconds, of the shape that all have. */
    static Histogram emptyHistogram() {
        return new Histogram(MICROS_MAX, DIGITS);
    }

    void record(long nowNanos, long elapsedNanos) {
        recorder.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(elapsedNanos), 0, MICROS_MAX));
        lastMinute.happened(Math.floorDiv(nowNanos, NANOS_PER_SECOND));
    }

    synchronized TelemetryExport.Series export(SeriesName name, long nowNanos) {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        return new TelemetryExport.Series(
                name.family(),
                name.labels(),
                HistogramText.of(total),
                lastMinute.byAge(Math.floorDiv(nowNanos, NANOS_PER_SECOND)));
    }
}
