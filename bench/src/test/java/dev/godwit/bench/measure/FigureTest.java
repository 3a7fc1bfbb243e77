package dev.godwit.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void more_is_better_for_a_rate() {
        Figure figure = Figure.rate("copy", 70_000, "rows/s", "COPY", 100_000, 0.6, 0.3);
        assertThat(figure.reached()).isTrue();
        assertThat(figure.collapsed()).isFalse();
        assertThat(figure.line())
                .isEqualTo("copy: 70,000 rows/s (baseline 100,000: COPY, ratio 0.70, goal 0.60: reached)");
        assertThat(Figure.rate("copy", 50_000, "rows/s", "COPY", 100_000, 0.6, 0.3)
                        .line())
                .endsWith("below)");
    }

    @Test
    void less_is_better_for_a_limit() {
        assertThat(Figure.limit("pause", 10, "ms", "commits", 5, 15, 0.1).reached())
                .isTrue();
        assertThat(Figure.limit("pause", 20, "ms", "commits", 5, 15, 0.1).reached())
                .isFalse();
        assertThat(Figure.limit("pause", 20, "ms", "commits", 5, 15, 0.1).collapsed())
                .isFalse();
    }

    @Test
    void a_ratio_far_below_its_goal_has_collapsed() {
        assertThat(Figure.rate("copy", 20_000, "rows/s", "COPY", 100_000, 0.6, 0.3)
                        .collapsed())
                .isTrue();
        assertThat(Figure.limit("pause", 200, "ms", "commits", 5, 15, 0.1).collapsed())
                .isTrue();
        assertThat(Figure.rate("copy", Double.NaN, "rows/s", "COPY", 1, 0.6, 0.3)
                        .collapsed())
                .isTrue();
    }
}
