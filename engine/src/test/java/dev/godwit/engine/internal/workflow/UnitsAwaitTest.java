package dev.godwit.engine.internal.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Epoch;
import dev.godwit.core.Flags;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.StepContext;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitState;
import dev.godwit.core.WaveName;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.testkit.SettableTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens to the units happens while the step waits, one thing at a time. */
class UnitsAwaitTest {
    private static final WaveName WAVE = new WaveName("all");
    private static final WaveName OTHER = new WaveName("other");

    private final TimeSource time = new SettableTime();
    private final UnitBoard board = new UnitBoard(time);
    private final Deque<Runnable> script = new ArrayDeque<>();
    private final List<String> reasons = new ArrayList<>();
    private long epoch;
    private long looks;

    @Test
    void it_ends_when_the_last_unit_is_there_and_not_before() throws InterruptedException {
        List.of("a", "b", "c").forEach(unit -> show(unit, WAVE, Phase.SYNCED, Optional.empty()));
        show("elsewhere", OTHER, Phase.SYNCED, Optional.empty());
        script.add(() -> moved("b"));
        script.add(() -> moved("a"));
        script.add(() -> show("d", WAVE, Phase.SYNCED, Optional.empty()));
        script.add(() -> moved("c"));
        script.add(() -> show("a", WAVE, Phase.SYNCED, Optional.empty()));
        script.add(() -> moved("d"));
        script.add(() -> moved("a"));
        await();
        assertThat(script).isEmpty();
    }

    @Test
    void it_says_when_all_that_are_left_need_attention_and_when_they_no_longer_do() throws InterruptedException {
        show("a", WAVE, Phase.SYNCED, Optional.empty());
        show("b", WAVE, Phase.SYNCED, Optional.of("rows differ"));
        script.add(() -> show("c", WAVE, Phase.SYNCED, Optional.of("rows differ")));
        script.add(() -> moved("a"));
        script.add(() -> show("b", WAVE, Phase.SYNCED, Optional.empty()));
        script.add(() -> moved("b"));
        script.add(() -> moved("c"));
        await();
        assertThat(reasons)
                .containsExactly(
                        "",
                        "2 units need attention before they are moved",
                        "",
                        "1 units need attention before they are moved",
                        "");
        assertThat(script).isEmpty();
    }

    @Test
    void a_change_of_one_unit_costs_no_look_at_all_of_them() throws InterruptedException {
        int units = 500;
        for (int number = 0; number < units; number++) {
            String unit = "u" + number;
            show(unit, WAVE, Phase.SYNCED, Optional.empty());
            script.add(() -> moved(unit));
        }
        await();
        assertThat(looks).isLessThan(10L * units);
    }

    private void await() throws InterruptedException {
        UnitsAwait.until(
                board,
                new Script(),
                record -> record.wave().equals(WAVE),
                record -> {
                    looks++;
                    return record.phase() == Phase.PROBATION;
                },
                "moved");
    }

    private void moved(String unit) {
        show(unit, WAVE, Phase.PROBATION, Optional.empty());
    }

    private void show(String unit, WaveName wave, Phase phase, Optional<String> attention) {
        board.show(new UnitRecord(
                new UnitId(unit),
                wave,
                new StoreName("legacy"),
                new StoreName("new"),
                new UnitState(phase, phase == Phase.PROBATION ? Side.TARGET : Side.SOURCE),
                Goal.MOVED,
                new Epoch(++epoch),
                epoch,
                new Flags(Optional.empty(), attention),
                Optional.empty(),
                UnitRecord.Work.NONE,
                Leftover.NONE,
                Optional.empty()));
    }

    /** Lets the next thing happen whenever the step is about to wait. */
    private final class Script implements StepContext {
        @Override
        public TimeSource time() {
            return time;
        }

        @Override
        public void awaitNotPaused() {
            script.remove().run();
        }

        @Override
        public void waitsFor(String reason) {
            reasons.add(reason);
        }

        @Override
        public void note(String message) {}

        @Override
        public void progress(long done, long total) {}

        @Override
        public void remember(String text) {}

        @Override
        public Optional<String> remembered() {
            return Optional.empty();
        }
    }
}
