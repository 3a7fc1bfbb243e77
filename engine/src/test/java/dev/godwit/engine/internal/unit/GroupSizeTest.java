package dev.godwit.engine.internal.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GroupSizeTest {
    private static final Duration WANTED = Duration.ofMillis(50);
    private static final Duration QUICK = Duration.ofMillis(10);
    private static final Duration SLOW = Duration.ofMillis(51);

    private final GroupSize size = new GroupSize(WANTED);

    @Test
    void grows_step_by_step_while_full_groups_are_quick_and_not_without_bound() {
        int before = size.units();
        size.took(before, QUICK);
        assertThat(size.units()).isGreaterThan(before);
        for (int group = 0; group < 100; group++) {
            size.took(size.units(), QUICK);
        }
        assertThat(size.units()).isEqualTo(64);
    }

    @Test
    void a_group_that_was_not_full_says_nothing_about_larger_ones() {
        int before = size.units();
        size.took(before - 1, QUICK);
        assertThat(size.units()).isEqualTo(before);
    }

    @Test
    void a_slow_group_halves_it_and_a_small_slow_one_more() {
        size.took(size.units(), QUICK);
        size.took(size.units(), QUICK);
        int large = size.units();
        size.took(large, SLOW);
        assertThat(size.units()).isEqualTo(large / 2);
        size.took(18, SLOW);
        assertThat(size.units()).isEqualTo(9);
    }

    @Test
    void trouble_makes_it_smaller_but_never_so_small_that_groups_are_no_use() {
        for (int group = 0; group < 10; group++) {
            size.unfit();
            size.took(size.units(), SLOW);
        }
        assertThat(size.units()).isEqualTo(8);
    }
}
