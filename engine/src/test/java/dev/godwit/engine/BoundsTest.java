package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.UnitId;
import dev.godwit.engine.Move.Wired;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.internal.unit.BacklogLimits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What waits to be mirrored is bounded (protocol, section 7, bounds). A locked row makes a mirror as slow as can be. */
class BoundsTest {
    private static final Selection FIRST = new Selection.Listed(List.of(new UnitId("account-1")));

    @TempDir
    Path folder;

    @Test
    void theCopyPausesWhileTooManyMarksWaitAndGoesOnByItself() throws SQLException {
        try (Move move = new Move(folder, 3, 100);
                Wired engine = move.wire(
                        move.planWithApprovedWaves(FIRST, new Selection.All()), limits(50, Duration.ofHours(1)))) {
            engine.start();
            engine.command(CommandKind.APPROVE, "wave-1");
            eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 1L));
            engine.command(CommandKind.ROLLBACK, "wave-1");
            eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.SYNCED, 1L));
            try (Connection slow = lockRows(move.next)) {
                touch(move.legacy);
                eventually(() -> assertThat(engine.status().flags().attention())
                        .hasValueSatisfying(reason -> assertThat(reason)
                                .startsWith("MARKS_BACKLOG: the copy pauses: 100 marks wait > 50. Next: ")));
                engine.command(CommandKind.APPROVE, "wave-2");
                eventually(() -> assertThat(engine.status().waitsFor())
                        .anySatisfy(reason -> assertThat(reason)
                                .isEqualTo("unit account-2: MARKS_BACKLOG: the copy pauses: 100 marks wait > 50")));
                eventually(() -> assertThat(engine.status().alarms())
                        .extracting(Alarm::inWords)
                        .containsExactly("MARKS_BACKLOG: the copy pauses: 100 marks wait > 50"));
                assertThat(move.next.ask("select count(*) from notes where creator <> 'account-1'"))
                        .isEqualTo("0");
            }
            eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 2L));
            assertThat(engine.status().flags().attention()).isEmpty();
            eventually(() -> assertThat(engine.status().alarms()).isEmpty());
            engine.beganAndEndedOnce(AlarmKind.MARKS_BACKLOG);
            assertThat(engine.journal()).contains("the backlog of marks has shrunk: the copy goes on");
        }
    }

    @ParameterizedTest
    @CsvSource({"50, 3600000", "1000000, 400"})
    void aWayBackThatIsTooFarBehindIsClosedUntilACompareHasRebuiltIt(long marks, long ageMillis) throws SQLException {
        BacklogLimits limits = limits(marks, Duration.ofMillis(ageMillis));
        try (Move move = new Move(folder, 3, 100)) {
            Plan plan = move.plan(FIRST, new Selection.All());
            try (Wired engine = move.wire(plan, limits)) {
                engine.start();
                eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 3L));
                try (Connection slow = lockRows(move.legacy)) {
                    touch(move.next);
                    eventually(() -> assertThat(engine.status().alarms())
                            .extracting(Alarm::inWords)
                            .containsExactly("WAY_BACK_STALE: 1 unit (account-1) can't go back"));
                    refused(() -> engine.command(CommandKind.ROLLBACK, "wave-1"));
                    refused(() -> engine.command(CommandKind.ABORT));
                    eventually(() -> assertThat(move.next.ask("select count(*) from godwit_notes.marks"))
                            .isEqualTo("0"));
                }
                move.next.execute("delete from notes where creator = 'account-1' and id % 2 = 0");
            }
            try (Wired engine = move.wire(plan, limits)) {
                engine.start();
                eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 3L));
                refused(() -> engine.command(CommandKind.ROLLBACK, "wave-1"));
                assertThat(Move.content(move.legacy)).isNotEqualTo(Move.content(move.next));

                engine.command(CommandKind.VERIFY, "wave-1");
                eventually(() -> assertThat(engine.status().alarms()).isEmpty());
                engine.beganAndEndedOnce(AlarmKind.WAY_BACK_STALE);
                assertThat(Move.content(move.legacy)).isEqualTo(Move.content(move.next));
                engine.command(CommandKind.ROLLBACK, "wave-1");
                eventually(() -> assertThat(engine.status().phases()).containsEntry(Phase.SYNCED, 1L));
                assertThat(Move.content(move.legacy)).isEqualTo(Move.content(move.next));
                assertThat(engine.journal())
                        .anySatisfy(
                                message -> assertThat(message).endsWith("rows compared: the way back is open again"));
            }
        }
    }

    @Test
    void aDeadlineThatHasPassedIsAnAlarmWhileUnitsMove() {
        try (Move move = new Move(folder, 1, 10);
                Wired engine = move.wire(
                        Move.due(
                                move.planWithApprovedWaves(new Selection.All()), Instant.parse("2020-01-01T00:00:00Z")),
                        BacklogLimits.DEFAULT)) {
            engine.start();
            eventually(() -> assertThat(engine.status().alarms())
                    .singleElement()
                    .extracting(Alarm::message)
                    .asString()
                    .matches("the deadline, 2020-01-01T00:00:00Z, passed \\d+ d ago"));
            engine.command(CommandKind.APPROVE, "wave-1");
            eventually(() -> assertThat(engine.status().stage()).isEqualTo("probation"));
            eventually(() -> assertThat(engine.status().alarms()).isEmpty());
            engine.beganAndEndedOnce(AlarmKind.DEADLINE_PASSED);
        }
    }

    private static BacklogLimits limits(long marks, Duration age) {
        return new BacklogLimits(marks, age);
    }

    private static Connection lockRows(Database mirror) throws SQLException {
        Connection connection = mirror.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select from notes where creator = 'account-1' for update");
        }
        return connection;
    }

    private static void touch(Database home) {
        home.execute("update notes set content = content || '!' where creator = 'account-1'");
    }

    private static void refused(Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        GodwitException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.WAY_BACK_STALE))
                .hasMessageContaining("account-1");
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }
}
