package dev.godwit.engine.internal.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitState;
import dev.godwit.core.WaveName;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutesAwayTest {
    private static final GodwitException SILENT =
            new GodwitException(ErrorCode.STORE_UNREACHABLE, "store three: connection refused");
    private static final UnitRecord FIRST = unit("a1", "three");
    private static final UnitRecord SECOND = unit("a2", "three");
    private static final UnitRecord ELSEWHERE = unit("a3", "two");

    private final SettableTime time = new SettableTime();
    private final RoutesAway away = new RoutesAway(true, time);

    @Test
    void units_of_a_silent_store_wait_for_one_that_tries_and_the_others_go_on() {
        assertThat(away.postponed(FIRST)).isEmpty();
        away.failed(FIRST, SILENT);
        assertThat(away.postponed(FIRST).orElseThrow().reason()).contains("store three: connection refused");
        assertThat(away.postponed(SECOND)).isPresent();
        assertThat(away.postponed(ELSEWHERE)).isEmpty();

        time.advance(Duration.ofSeconds(2));
        assertThat(away.postponed(SECOND)).as("the one that tries").isEmpty();
        assertThat(away.postponed(FIRST)).isPresent();
        away.succeeded(SECOND);
        assertThat(away.postponed(FIRST)).isEmpty();
    }

    @Test
    void another_one_tries_when_the_first_never_says_anything() {
        away.failed(FIRST, SILENT);
        time.advance(Duration.ofSeconds(2));
        assertThat(away.postponed(FIRST)).isEmpty();
        time.advance(Duration.ofSeconds(20));
        assertThat(away.postponed(SECOND)).isEmpty();
    }

    @Test
    void another_failure_shows_that_the_stores_answer() {
        away.failed(FIRST, SILENT);
        away.failed(FIRST, new GodwitException(ErrorCode.STORE_BUSY, "a lock"));
        assertThat(away.postponed(SECOND)).isEmpty();
    }

    @Test
    void where_all_go_the_same_way_nobody_waits_for_anybody() {
        RoutesAway single = new RoutesAway(false, time);
        single.failed(FIRST, SILENT);
        assertThat(single.postponed(SECOND)).isEmpty();
    }

    private static UnitRecord unit(String name, String target) {
        return new UnitRecord(
                UnitId.of(name),
                new WaveName("all"),
                new StoreName("one"),
                new StoreName(target),
                new UnitState(Phase.COPYING, Side.SOURCE),
                Goal.MOVED,
                new Epoch(1),
                1,
                Flags.NONE,
                Optional.empty(),
                UnitRecord.Work.NONE,
                Leftover.NONE,
                Optional.empty());
    }
}
