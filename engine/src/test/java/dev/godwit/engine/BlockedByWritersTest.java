package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.UnitId;
import dev.godwit.engine.TestDatabases.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction that nobody ends holds a move up, and nothing else: it is named, and the server can be stopped. */
class BlockedByWritersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void aTransactionOlderThanTheStartIsNamedAndWaitedForAlsoAfterItWasPrepared()
            throws InterruptedException, SQLException {
        try (Move move = new Move(folder, 3, 10)) {
            Plan plan = move.planWithApprovedWaves(
                    new Selection.Listed(List.of(new UnitId("account-1"))), new Selection.All());
            Engine engine = move.open(plan, PausePoints.NONE);
            engine.start();
            Move.command(engine, CommandKind.APPROVE, "wave-1");
            awaitPhase(engine, Phase.PROBATION, 1);
            try (Connection writer = move.legacy.connect();
                    Statement statement = writer.createStatement()) {
                statement.execute("begin; insert into notes values (1000, 'account-2', 'before the start')");
                Move.command(engine, CommandKind.APPROVE, "wave-2");
                awaitWaits(engine, "LONG_TRANSACTION", "idle in transaction");
                statement.execute("prepare transaction 'writer'");
            }
            closeSoon(engine);

            Engine again = move.open(plan, PausePoints.NONE);
            again.start();
            awaitWaits(again, "LONG_TRANSACTION", "prepared transaction writer");
            assertThat(again.status().phases()).doesNotContainKey(Phase.COPYING);
            move.legacy.execute("commit prepared 'writer'");
            awaitPhase(again, Phase.PROBATION, 3);
            assertThat(Move.content(move.next)).isEqualTo(Move.content(move.legacy));
            again.close();
        }
    }

    @Test
    void aPreparedTransactionInTheNewHomeIsNamedByTheUnitThatIsFinalized() throws InterruptedException {
        try (Move move = new Move(folder, 3, 10)) {
            Plan plan = move.plan(new Selection.All());
            Engine engine = move.open(plan, PausePoints.NONE);
            engine.start();
            awaitPhase(engine, Phase.PROBATION, 3);
            prepare(move.next, "insert into notes values (1000, 'account-2', 'prepared')");
            Move.command(engine, CommandKind.FINALIZE);
            awaitWaits(engine, "unit account-2: LONG_TRANSACTION", "prepared transaction left");
            closeSoon(engine);

            Engine again = move.open(plan, PausePoints.NONE);
            again.start();
            awaitWaits(again, "unit account-2: LONG_TRANSACTION", "prepared transaction left");
            move.next.execute("commit prepared 'left'");
            assertThat(again.awaitEnd()).isEqualTo(EndState.FINALIZED);
            assertThat(move.next.ask("select count(*) from notes")).isEqualTo("31");
            assertThat(move.next.ask("select count(*) from godwit_notes.marks")).isEqualTo("0");
            again.close();
        }
    }

    private static void prepare(Database database, String sql) {
        database.execute("begin; " + sql + "; prepare transaction 'left'");
    }

    private static void closeSoon(Engine engine) {
        long start = System.nanoTime();
        engine.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOPS_WITHIN);
    }

    private static void awaitWaits(Engine engine, String... words) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(engine.status().waitsFor())
                        .anySatisfy(reason -> assertThat(reason).contains(words)));
    }

    private static void awaitPhase(Engine engine, Phase phase, long units) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(engine.status().phases().getOrDefault(phase, 0L))
                        .as(() -> engine.status().toString())
                        .isEqualTo(units));
    }
}
