package dev.godwit.server.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.Pauses;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:30:00Z");

    @Test
    void counts_and_shares() {
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Figures.of(7, 1000)).isEqualTo("7 of 1,000");
        assertThat(Figures.percent(0, 0)).isEqualTo("0 %");
        assertThat(Figures.percent(999, 1000)).isEqualTo("99 %");
        assertThat(Figures.percent(1000, 1000)).isEqualTo("100 %");
        assertThat(Figures.percent(1200, 1000)).isEqualTo("100 %");
    }

    @Test
    void rates() {
        assertThat(Figures.rowsPerSecond(3.44)).isEqualTo("3.4 rows/s");
        assertThat(Figures.rowsPerSecond(41_200.4)).isEqualTo("41,200 rows/s");
        assertThat(Figures.megabytesPerSecond(12_345_678)).isEqualTo("12.3 MB/s");
    }

    @Test
    void milliseconds_stay_milliseconds() {
        assertThat(Figures.millis(0)).isEqualTo("0 ms");
        assertThat(Figures.millis(0.82)).isEqualTo("0.8 ms");
        assertThat(Figures.millis(9)).isEqualTo("9 ms");
        assertThat(Figures.millis(44.4)).isEqualTo("44 ms");
        assertThat(Figures.millis(12_400)).isEqualTo("12,400 ms");
        assertThat(Figures.pauses(new Pauses(400, 9.2, 31, 44.4))).isEqualTo("p50 9.2 ms, p99 31 ms, max 44 ms");
    }

    @Test
    void an_end_is_a_time_and_a_range() {
        assertThat(Figures.estimate(new Estimate(NOW.plusSeconds(60), NOW.plusSeconds(130), NOW.plusSeconds(400)), NOW))
                .isEqualTo("14:32:10 UTC (14:31:00 to 14:36:40)");
        assertThat(Figures.estimate(
                        new Estimate(NOW.plusSeconds(60), NOW.plusSeconds(86_400), NOW.plusSeconds(172_800)), NOW))
                .isEqualTo("2026-11-23 14:30 UTC (14:31:00 to 2026-11-24 14:30)");
        assertThat(Figures.estimate(new Estimate(NOW, NOW, NOW), NOW)).isEqualTo("14:30:00 UTC");
    }

    @Test
    void durations_have_two_units_at_most() {
        assertThat(Figures.duration(Duration.ofSeconds(3))).isEqualTo("3 s");
        assertThat(Figures.duration(Duration.ofSeconds(250))).isEqualTo("4 min 10 s");
        assertThat(Figures.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
        assertThat(Figures.duration(Duration.ofHours(76))).isEqualTo("3 d 4 h");
        assertThat(Figures.duration(Duration.ofHours(2))).isEqualTo("2 h");
    }
}
