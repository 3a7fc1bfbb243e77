package dev.godwit.engine.internal.status;

import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * When a counter will have come to its end, and between which times, judged by how evenly it grew during the last
 * minutes.
 *
 * <p>The band is a prediction interval of the mean rate from here to the end. Rates of neighbouring seconds are alike
 * (large units, a throttle), so they are no independent samples: the whole future is taken to be as uncertain as one
 * sample of the past, which makes the band too wide rather than too narrow. Nine of ten ends lie within it when the rate
 * goes on as it was. Thread-safe.
 */
final class Forecast {
    private static final Duration SAMPLE = Duration.ofSeconds(1);
    private static final int SAMPLES_MAX = 120;
    /** Of a normal distribution, nine tenths lie so many standard deviations around its mean. */
    private static final double NINE_TENTHS = 1.645;
    /** An even rate is no promise. */
    private static final double LEAST_SPREAD = 0.1;
    /** The latest time is bounded, or a rate that was nearly as often zero would have no end. */
    private static final double SLOWEST = 0.1;
    /** What one knows after a second or two is little. */
    private static final double SPREAD_OF_ONE_SAMPLE = 1;

    private record Sample(double seconds, double growth) {}

    private final TimeSource time;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long lastNanos;
    private long lastValue;
    private boolean began;

    Forecast(TimeSource time) {
        this.time = time;
    }

    /** The counter is here now. */
    synchronized void observe(long value) {
        long now = time.monotonicNanos();
        if (!began || value < lastValue) {
            began = true;
            samples.clear();
        } else if (now - lastNanos < SAMPLE.toNanos()) {
            return;
        } else {
            samples.addLast(new Sample((now - lastNanos) / 1e9, value - lastValue));
            if (samples.size() > SAMPLES_MAX) {
                samples.removeFirst();
            }
        }
        lastNanos = now;
        lastValue = value;
    }

    /** The counter was stopped on purpose; what was measured before says nothing of what comes. */
    synchronized void forget() {
        samples.clear();
        began = false;
    }

    /** When so much more will have been counted; empty while nothing has grown. */
    synchronized Optional<Estimate> end(long left) {
        double seconds = samples.stream().mapToDouble(Sample::seconds).sum();
        double mean = samples.stream().mapToDouble(Sample::growth).sum() / seconds;
        if (left <= 0 || !(mean > 0)) {
            return Optional.empty();
        }
        double spread = spread(mean, seconds);
        Instant now = time.wallClock();
        double likely = left / mean;
        return Optional.of(new Estimate(
                after(now, likely / (1 + spread)),
                after(now, likely),
                after(now, likely / Math.max(SLOWEST, 1 - spread))));
    }

    private double spread(double mean, double seconds) {
        int count = samples.size();
        if (count < 2) {
            return SPREAD_OF_ONE_SAMPLE;
        }
        double squares = samples.stream()
                .mapToDouble(sample -> {
                    double difference = sample.growth() / sample.seconds() - mean;
                    return sample.seconds() * difference * difference;
                })
                .sum();
        double deviation = Math.sqrt(squares / seconds * count / (count - 1));
        double interval = NINE_TENTHS * deviation / mean * Math.sqrt(1 + 1.0 / count);
        return Math.max(LEAST_SPREAD, Math.max(interval, SPREAD_OF_ONE_SAMPLE / count));
    }

    private static Instant after(Instant now, double seconds) {
        return now.plusMillis(
                (long) Math.min(seconds * 1_000, Duration.ofDays(3_650).toMillis()));
    }
}
