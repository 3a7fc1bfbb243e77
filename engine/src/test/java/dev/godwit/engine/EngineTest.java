package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.UnitId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void allUnitsMoveAndOneWaveGoesBackAndForth(ControlPlace control) throws InterruptedException {
        try (Move move = new Move(control.settings(folder), 20, 50)) {
            String before = Move.content(move.legacy);
            Engine engine = move.open(
                    move.plan(
                            new Selection.Listed(List.of(new UnitId("account-1"), new UnitId("account-2"))),
                            new Selection.All()),
                    PausePoints.NONE);
            engine.start();
            awaitPhase(engine, Phase.PROBATION, 20);
            assertThat(Move.content(move.next)).isEqualTo(before);

            Move.command(engine, CommandKind.ROLLBACK, "wave-1");
            awaitPhase(engine, Phase.SYNCED, 2);
            Move.command(engine, CommandKind.CUTOVER, "wave-1");
            awaitPhase(engine, Phase.PROBATION, 20);

            Move.command(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
            assertThat(Move.content(move.next)).isEqualTo(before);
            assertThat(move.legacy.ask("select count(*) from notes")).isEqualTo("0");
            assertThat(engine.status().cutovers().count()).isEqualTo(22);
            assertThat(engine.status().rollbacks().count()).isEqualTo(2);
            engine.close();
        }
    }

    /** Deletions of marks are not durable: after a crash of the store old marks are back, older than what was read since. */
    @Test
    void marksWhoseDeletionWasLostAreDrainedAgain() throws InterruptedException {
        try (Move move = new Move(folder, 3, 20)) {
            Engine engine = move.open(move.plan(new Selection.All()), PausePoints.NONE);
            engine.start();
            awaitPhase(engine, Phase.PROBATION, 3);
            move.next.execute("insert into notes values (1000, 'account-1', 'new')");
            await().until(() -> move.legacy.ask("select count(*) from notes").equals("61"));
            move.next.execute("insert into godwit_notes.marks (xid, unit, entity, key)"
                    + " values ('7', 'account-1', 'note', '1000'), ('7', 'account-2', 'note', '2')");
            await().until(() ->
                    move.next.ask("select count(*) from godwit_notes.marks").equals("0"));
            Move.command(engine, CommandKind.ROLLBACK, "wave-1");
            awaitPhase(engine, Phase.SYNCED, 3);
            engine.close();
        }
    }

    @Test
    void whatWasLastSeenOfMarksAndThrottleIsNotSaidOfAMigrationThatHasEnded() throws InterruptedException {
        try (Move move = new Move(folder, 2, 20)) {
            Engine engine = move.open(move.plan(new Selection.All()), PausePoints.NONE);
            engine.start();
            awaitPhase(engine, Phase.PROBATION, 2);
            engine.command(new Command(CommandKind.THROTTLE, Scope.MIGRATION, "", "test", Optional.of(10_000L)));
            move.next.execute("insert into notes values (1000, 'account-1', 'new')");
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> engine.status().marks() > 0);
            Move.command(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
            await().untilAsserted(() -> assertThat(engine.status().marks()).isZero());
            assertThat(engine.status().lagMillis()).isZero();
            assertThat(engine.status().throttle()).isEmpty();
            assertThat(engine.status().waitsFor()).isEmpty();
            engine.close();
        }
    }

    @Test
    void anAbortedMigrationLeavesNothingBehind() throws InterruptedException {
        try (Move move = new Move(folder, 5, 20)) {
            String before = Move.content(move.legacy);
            Engine engine = move.open(move.plan(new Selection.All()), PausePoints.NONE);
            engine.start();
            awaitPhase(engine, Phase.PROBATION, 5);
            Move.command(engine, CommandKind.ABORT);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.ABORTED);
            assertThat(Move.content(move.legacy)).isEqualTo(before);
            assertThat(move.next.ask("select count(*) from notes")).isEqualTo("0");
            assertThat(move.legacy.ask("select count(*) from pg_namespace where nspname like 'godwit%'"))
                    .isEqualTo("0");
            engine.close();
        }
    }

    private static void awaitPhase(Engine engine, Phase phase, long units) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(engine.status().phases().getOrDefault(phase, 0L))
                        .as(() -> engine.status().toString())
                        .isEqualTo(units));
    }
}
