package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back stays open as long as the plan says, unless somebody says why not. */
class ProbationTest {
    @TempDir
    Path folder;

    @Test
    void finalizeBeforeTheEndOfTheProbationWantsAReasonAlsoFromTheNextServer() throws InterruptedException {
        try (Move move = new Move(folder, 2, 10)) {
            Plan plan = Move.onProbation(move.plan(new Selection.All()), Duration.ofHours(1));
            try (Engine first = move.open(plan, PausePoints.NONE)) {
                first.start();
                awaitWait(first, "the probation lasts until ");
                refused(first);
            }
            try (Engine second = move.open(plan, PausePoints.NONE)) {
                second.start();
                awaitWait(second, "the probation lasts until ");
                refused(second);
                assertThat(second.status().rowsCopied())
                        .as("also what the first server has copied")
                        .isEqualTo(20);
                assertThat(second.status().rowsVerified()).isEqualTo(20);
                assertThat(move.legacy.ask("select string_agg(distinct role, ',') from godwit_notes.fence"))
                        .isEqualTo("MIRROR");
                Move.commandWithReason(second, CommandKind.FINALIZE);
                assertThat(second.awaitEnd()).isEqualTo(EndState.FINALIZED);
            }
        }
    }

    @Test
    void afterItsEndNobodyHasToSayWhy() throws InterruptedException {
        try (Move move = new Move(folder, 2, 10);
                Engine engine = move.open(
                        Move.onProbation(move.plan(new Selection.All()), Duration.ofSeconds(1)), point -> {})) {
            engine.start();
            awaitWait(engine, "the probation is over; ");
            Move.command(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
        }
    }

    private static void refused(Engine engine) {
        assertThatThrownBy(() -> Move.command(engine, CommandKind.FINALIZE))
                .isInstanceOfSatisfying(
                        GodwitException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.PROBATION_OPEN));
    }

    private static void awaitWait(Engine engine, String words) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(engine.status().waitsFor())
                        .anySatisfy(reason -> assertThat(reason).contains(words)));
    }
}
