package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.UnitId;
import dev.godwit.engine.TestDatabases.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where units live that no wave has taken: born while the move goes on, or left out on purpose. */
class NewUnitsTest {
    @TempDir
    Path folder;

    private Move move;

    @BeforeEach
    void fill() {
        move = new Move(folder, 3, 10);
    }

    @AfterEach
    void close() {
        move.close();
    }

    @Test
    void unitsAreBornInTheTargetOnceAllAreMovedAndOnlyTheMovedOnesHaveAWayBack() throws InterruptedException {
        Plan plan = Move.withNewUnitsInTarget(move.plan(new Selection.All()));
        PausePoints bornMeanwhile = point -> {
            if (point == PausePoint.AFTER_COPY) {
                insert(move.legacy, 1_001, "early");
            }
        };
        try (Engine engine = move.open(plan, bornMeanwhile)) {
            engine.start();
            awaitProbation(engine, 4);

            insert(move.next, 1_002, "late");
            assertThat(catchThrowable(() -> insert(move.legacy, 1_003, "later")))
                    .hasStackTraceContaining("GODWIT MOVED");
            assertThatThrownBy(() -> Move.command(engine, CommandKind.ABORT))
                    .isInstanceOfSatisfying(
                            GodwitException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.POINT_OF_NO_RETURN));

            Move.command(engine, CommandKind.ROLLBACK, "wave-1");
            await().untilAsserted(() -> assertThat(engine.status().phases()).containsEntry(Phase.SYNCED, 4L));
            insert(move.legacy, 1_004, "account-0");
            insert(move.next, 1_005, "late");
            Move.command(engine, CommandKind.CUTOVER, "wave-1");
            awaitProbation(engine, 4);
            Move.commandWithReason(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
        }
        assertThat(move.next.ask("select count(*) from notes")).isEqualTo("34");
        assertThat(move.legacy.ask("select count(*) from notes")).isEqualTo("0");
    }

    @Test
    void whatNoWaveTakesStaysInTheSourceWhenTheMoveIsFinalized() throws InterruptedException {
        Selection one = new Selection.Listed(List.of(UnitId.of("account-1")));
        try (Engine engine = move.open(move.plan(one), PausePoints.NONE)) {
            engine.start();
            awaitProbation(engine, 1);
            Move.commandWithReason(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
        }
        assertThat(move.next.ask("select string_agg(distinct creator, ',') from notes"))
                .isEqualTo("account-1");
        assertThat(move.legacy.ask("select string_agg(distinct creator, ',') from notes"))
                .isEqualTo("account-0,account-2");
        insert(move.legacy, 1_001, "account-2");
        insert(move.legacy, 1_002, "newcomer");
        insert(move.next, 1_003, "account-1");
        assertThat(catchThrowable(() -> insert(move.legacy, 1_004, "account-1")))
                .hasStackTraceContaining("GODWIT MOVED");
        assertThat(catchThrowable(() -> insert(move.next, 1_005, "account-2"))).hasStackTraceContaining("GODWIT MOVED");
    }

    private static void awaitProbation(Engine engine, long units) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, units);
            assertThat(engine.status().stage()).isEqualTo("probation");
        });
    }

    private static void insert(Database database, int id, String creator) {
        database.execute("insert into notes values (" + id + ", '" + creator + "', 'x') on conflict do nothing");
    }
}
