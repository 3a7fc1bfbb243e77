package dev.godwit.engine.internal.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SettableTime time = new SettableTime();
    private final Forecast forecast = new Forecast(time);

    @Test
    void nothing_is_known_before_something_has_grown() {
        forecast.observe(10);
        assertThat(forecast.end(100)).isEmpty();
        time.advance(SECOND);
        forecast.observe(10);
        assertThat(forecast.end(100)).isEmpty();
    }

    @Test
    void an_even_rate_gives_a_narrow_band() {
        grow(0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10);

        Estimate end = forecast.end(1_000).orElseThrow();

        assertThat(secondsUntil(end.likely())).isEqualTo(100);
        assertThat(secondsUntil(end.earliest())).isBetween(90.0, 92.0);
        assertThat(secondsUntil(end.latest())).isBetween(110.0, 112.0);
    }

    @Test
    void an_uneven_rate_gives_a_wide_band_that_has_an_end() {
        grow(0, 40, 0, 0, 0, 40, 0, 0, 0, 40, 0, 0, 0, 40, 0, 0, 0, 40, 0, 0, 0);

        Estimate end = forecast.end(1_000).orElseThrow();

        assertThat(secondsUntil(end.likely())).isEqualTo(100);
        assertThat(secondsUntil(end.earliest())).isLessThan(30);
        assertThat(secondsUntil(end.latest())).isEqualTo(1_000);
    }

    @Test
    void one_second_says_little() {
        grow(0, 10);

        Estimate end = forecast.end(100).orElseThrow();

        assertThat(secondsUntil(end.earliest())).isEqualTo(5);
        assertThat(secondsUntil(end.latest())).isEqualTo(100);
    }

    @Test
    void what_was_before_a_pause_is_forgotten() {
        grow(0, 1, 1, 1, 1);
        forecast.forget();
        assertThat(forecast.end(100)).isEmpty();
        grow(4, 10, 10);
        assertThat(secondsUntil(forecast.end(100).orElseThrow().likely())).isEqualTo(10);
    }

    /** Rates that wander as a throttle's do: each second is mostly like the one before. */
    @Test
    void most_ends_lie_within_the_band() {
        Random random = new Random(6);
        int runs = 400;
        int within = 0;
        double widths = 0;
        for (int run = 0; run < runs; run++) {
            Forecast own = new Forecast(time);
            double value = 0;
            double mood = 0;
            for (int second = 0; second < 60; second++) {
                own.observe((long) value);
                mood = 0.8 * mood + 0.3 * random.nextGaussian();
                value += 100 * Math.exp(mood);
                time.advance(SECOND);
            }
            double goal = value + 10_000;
            Estimate end = own.end(10_000).orElseThrow();
            Instant began = time.wallClock();
            while (value < goal) {
                mood = 0.8 * mood + 0.3 * random.nextGaussian();
                value += 100 * Math.exp(mood);
                time.advance(SECOND);
            }
            Instant ended = time.wallClock();
            within += !ended.isBefore(end.earliest()) && !ended.isAfter(end.latest()) ? 1 : 0;
            widths += (double) Duration.between(end.earliest(), end.latest()).toMillis()
                    / Duration.between(began, end.likely()).toMillis();
        }
        assertThat(within).isGreaterThanOrEqualTo(runs * 9 / 10);
        assertThat(widths / runs).as("wide, but it says something").isLessThan(6);
    }

    private void grow(long from, long... steps) {
        long value = from;
        forecast.observe(value);
        for (long step : steps) {
            time.advance(SECOND);
            value += step;
            forecast.observe(value);
        }
    }

    private double secondsUntil(Instant instant) {
        return Duration.between(time.wallClock(), instant).toMillis() / 1_000.0;
    }
}
