package dev.godwit.engine.internal.mover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.SystemTime;
import dev.godwit.engine.internal.throttle.CopyRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Duration FAST = Duration.ofMillis(10);
    private static final Duration SLOW = Duration.ofMillis(500);

    private final SystemTime time = new SystemTime();
    private final Throttle throttle = new Throttle(time, Duration.ofMillis(100), 10_000, new CopyRate(time, false));

    @Test
    void itStartsSmallAndGrowsByASteadyStep() {
        int first = throttle.chunkRows();
        throttle.observe(first, FAST);
        int second = throttle.chunkRows();
        throttle.observe(second, FAST);
        assertThat(second - first).isEqualTo(throttle.chunkRows() - second).isPositive();
        assertThat(throttle.reason()).isEmpty();
    }

    @Test
    void itHalvesWhenWritingIsSlowAndSaysWhy() {
        int before = throttle.chunkRows();
        throttle.observe(before, SLOW);
        assertThat(throttle.chunkRows()).isEqualTo(before / 2);
        assertThat(throttle.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("500 ms > 100 ms"));
    }

    @Test
    void itNeverGrowsBeyondTheLargestChunkNorStopsAltogether() {
        for (int i = 0; i < 100; i++) {
            throttle.observe(throttle.chunkRows(), FAST);
        }
        assertThat(throttle.chunkRows()).isEqualTo(10_000);
        for (int i = 0; i < 100; i++) {
            throttle.observe(throttle.chunkRows(), SLOW);
        }
        assertThat(throttle.chunkRows()).isPositive();
    }

    @Test
    void aShortChunkIsNoReasonToGrow() {
        int before = throttle.chunkRows();
        throttle.observe(before - 1, FAST);
        assertThat(throttle.chunkRows()).isEqualTo(before);
    }
}
