package dev.godwit.engine.internal.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Epoch;
import dev.godwit.core.Flags;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitState;
import dev.godwit.core.WaveName;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.testkit.JumpingTime;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long rows stay and how long the way back is open, whatever becomes of the wall clock. */
class RetentionTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final SettableTime passing = new SettableTime();
    private final JumpingTime time = new JumpingTime(passing);

    @ParameterizedTest
    @ValueSource(ints = {-48, 48})
    void a_clock_that_is_set_neither_ends_nor_prolongs_anything(int hours) {
        SteadyClock clock = new SteadyClock(time);
        UnitRecord unit = settledAt(clock.now());
        time.set(Duration.ofHours(hours));

        passing.advance(DAY.minusSeconds(1));
        assertThat(new Retention(DAY, clock).remaining(unit)).isEqualTo(Duration.ofSeconds(1));
        assertThat(new Probation(DAY, clock).lastsUntil(List.of(unit))).isPresent();

        passing.advance(Duration.ofSeconds(1));
        assertThat(new Retention(DAY, clock).remaining(unit)).isZero();
        assertThat(new Probation(DAY, clock).lastsUntil(List.of(unit))).isEmpty();
    }

    @Test
    void the_next_server_counts_on_from_what_was_written_down() {
        UnitRecord unit = settledAt(new SteadyClock(time).now());
        passing.advance(DAY.dividedBy(4));
        assertThat(new Retention(DAY, new SteadyClock(time)).remaining(unit))
                .isEqualTo(DAY.multipliedBy(3).dividedBy(4));
    }

    @Test
    void rows_of_a_unit_that_settles_only_tomorrow_by_a_clock_set_back_stay_for_no_longer_than_the_retention() {
        UnitRecord unit = settledAt(new SteadyClock(time).now().plus(DAY));
        SteadyClock clock = new SteadyClock(time);
        assertThat(new Retention(DAY, clock).remaining(unit)).isEqualTo(DAY);
    }

    private static UnitRecord settledAt(Instant instant) {
        return new UnitRecord(
                UnitId.of("a1"),
                new WaveName("all"),
                new StoreName("legacy"),
                new StoreName("new"),
                new UnitState(Phase.PROBATION, Side.TARGET),
                Goal.MOVED,
                new Epoch(1),
                1,
                Flags.NONE,
                Optional.empty(),
                UnitRecord.Work.NONE,
                Leftover.NONE,
                Optional.of(instant.toEpochMilli()));
    }
}
