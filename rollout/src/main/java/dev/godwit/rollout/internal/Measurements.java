package dev.godwit.rollout.internal;

import dev.godwit.rollout.VersionFigures;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;

/** Counts how the requests of one version went. Thread-safe; counting never waits. */
public final class Measurements {
    /** Slower ones count as this slow. */
    private static final long MICROS_MAX = Duration.ofMinutes(10).toNanos() / 1_000;

    private static final int DIGITS = 2;

    private final ConcurrentHistogram micros = new ConcurrentHistogram(1, MICROS_MAX, DIGITS);
    private final LongAdder failed = new LongAdder();
    private final LongAdder lost = new LongAdder();

    public void answered(long nanos, boolean failure) {
        micros.recordValue(Math.clamp(nanos / 1_000, 1, MICROS_MAX));
        if (failure) {
            failed.increment();
        }
    }

    public void lost() {
        lost.increment();
    }

    public Sample sample() {
        return new Sample(micros.copy(), failed.sum());
    }

    public VersionFigures figures() {
        AbstractHistogram copy = micros.copy();
        return new VersionFigures(
                copy.getTotalCount(),
                failed.sum(),
                lost.sum(),
                percentile(copy, 50),
                percentile(copy, 95),
                percentile(copy, 99));
    }

    private static Duration percentile(AbstractHistogram histogram, double percent) {
        return histogram.getTotalCount() == 0
                ? Duration.ZERO
                : Duration.ofNanos(histogram.getValueAtPercentile(percent) * 1_000);
    }

    /** What was counted up to a moment. Not thread-safe. */
    public static final class Sample {
        private final AbstractHistogram micros;
        private final long failed;

        private Sample(AbstractHistogram micros, long failed) {
            this.micros = micros;
            this.failed = failed;
        }

        public long answered() {
            return micros.getTotalCount();
        }

        public Proportion failures() {
            return new Proportion(Math.min(failed, answered()), answered());
        }

        public Duration p95() {
            return percentile(micros, 95);
        }

        public Proportion slowerThan(Duration limit) {
            long first = micros.nextNonEquivalentValue(limit.toNanos() / 1_000);
            long slow = micros.getCountBetweenValues(Math.min(first, MICROS_MAX), MICROS_MAX);
            return new Proportion(slow, answered());
        }
    }
}
