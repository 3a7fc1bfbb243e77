package dev.godwit.engine.internal.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.engine.ThrottleReason;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyRateTest {
    private static final Strain CALM = Strain.of(ThrottleReason.APPLICATION_LATENCY, "p99", 10, 40, " ms");
    private static final Strain NEAR = Strain.of(ThrottleReason.APPLICATION_LATENCY, "p99", 36, 40, " ms");
    private static final Strain STRAINED = Strain.of(ThrottleReason.APPLICATION_LATENCY, "p99", 57.25, 40, " ms");

    private final SettableTime time = new SettableTime();
    private final CopyRate rate = new CopyRate(time, true);

    @Test
    void it_starts_slowly_and_doubles_while_nothing_suffers() {
        int first = rate.chunkRows(Integer.MAX_VALUE);
        for (int i = 0; i < 2; i++) {
            rate.spend(rate.chunkRows(Integer.MAX_VALUE));
            step(CALM);
        }
        assertThat(rate.chunkRows(Integer.MAX_VALUE)).isEqualTo(4 * first);
        assertThat(rate.reason()).isEmpty();
    }

    @Test
    void it_does_not_run_away_from_what_is_really_copied() {
        for (int i = 0; i < 50; i++) {
            rate.spend(2_500);
            step(CALM);
        }
        int allowed = rate.chunkRows(Integer.MAX_VALUE);
        step(STRAINED);
        assertThat(rate.chunkRows(Integer.MAX_VALUE)).isEqualTo(allowed / 2);
        assertThat(allowed).isEqualTo(40_000 / 4);
    }

    @Test
    void a_signal_above_its_limit_halves_it_and_it_says_why_and_what_it_would_take() {
        int before = rate.chunkRows(Integer.MAX_VALUE);
        step(STRAINED);
        assertThat(rate.chunkRows(Integer.MAX_VALUE)).isEqualTo(before / 2);
        assertThat(rate.reason())
                .hasValue(
                        "copies at most 5,000 rows/s, for p99 57.3 ms, limit 40 ms; goes faster when it has been below"
                                + " 80 % of that for 1 s");
    }

    @Test
    void the_effect_of_a_cut_is_awaited_before_the_next_one() {
        int before = rate.chunkRows(Integer.MAX_VALUE);
        step(STRAINED);
        step(STRAINED);
        assertThat(rate.chunkRows(Integer.MAX_VALUE)).isEqualTo(before / 2);
        time.advance(Duration.ofSeconds(1));
        step(STRAINED);
        assertThat(rate.chunkRows(Integer.MAX_VALUE)).isEqualTo(before / 4);
    }

    @Test
    void after_a_cut_it_grows_slowly_and_not_at_all_near_a_limit() {
        step(STRAINED);
        int cut = rate.chunkRows(Integer.MAX_VALUE);
        for (int i = 0; i < 10; i++) {
            step(NEAR);
        }
        step(CALM);
        assertThat(rate.chunkRows(Integer.MAX_VALUE)).isEqualTo(cut);
        time.advance(Duration.ofSeconds(1));
        step(CALM);
        assertThat(rate.chunkRows(Integer.MAX_VALUE)).isEqualTo(cut + cut / 10);
    }

    @Test
    void it_never_stands_still_and_what_can_not_be_read_is_bad() {
        for (int i = 0; i < 20; i++) {
            time.advance(Duration.ofSeconds(2));
            step(Strain.unreadable(ThrottleReason.APPLICATION_LATENCY, "p99", "no router reports it"));
        }
        assertThat(rate.chunkRows(Integer.MAX_VALUE)).isPositive();
        assertThat(rate.reason())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("copies at most 250 rows/s, for p99 can't be read: no router reports it"));
    }

    @Test
    void what_was_copied_is_paid_for_by_waiting() {
        CopyRate byHand = new CopyRate(time, false);
        byHand.spend(1_000_000);
        assertThat(byHand.debt()).isZero();
        assertThat(byHand.reason()).isEmpty();
        byHand.bound(Optional.of(1_000L));
        byHand.spend(500);
        assertThat(byHand.debt()).isEqualTo(Duration.ofMillis(500));
        time.advance(Duration.ofMillis(500));
        assertThat(byHand.debt()).isZero();
        assertThat(byHand.reason())
                .hasValue("copies at most 1,000 rows/s, as was ordered; 'godwit throttle --off' ends that");
        byHand.bound(Optional.empty());
        byHand.spend(1_000_000);
        assertThat(byHand.debt()).isZero();
    }

    @Test
    void a_bound_by_hand_holds_whatever_the_signals_say() {
        rate.bound(Optional.of(400L));
        for (int i = 0; i < 10; i++) {
            step(CALM);
        }
        assertThat(rate.chunkRows(Integer.MAX_VALUE)).isEqualTo(100);
    }

    private void step(Strain strain) {
        rate.adjust(List.of(CALM, strain));
        time.advance(CopyRate.STEP);
    }
}
