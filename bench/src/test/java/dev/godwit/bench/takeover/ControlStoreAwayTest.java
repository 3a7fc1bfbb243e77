package dev.godwit.bench.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.godwit.bench.application.Application;
import dev.godwit.bench.application.ApplicationReport;
import dev.godwit.bench.checker.RunChecks;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.Workload;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.client.HttpMigrationControl;
import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.PausePoint;
import dev.godwit.core.Phase;
import dev.godwit.core.SystemTime;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.postgres.PostgresServer.Leftovers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database of the control store stops in the middle of cutovers and comes back, {@code
 * -Dtest.jvm=-Daway.seconds=60} later if so asked. Meanwhile commands are refused with what to do about it, and users
 * notice nothing; afterwards the server goes on by itself.
 */
class ControlStoreAwayTest {
    private static final NoteLayout LAYOUT = new NoteLayout(6, 12);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("away.seconds", 1));
    private static final Map<String, String> SETTINGS = Map.of("fsync", "off", "max_connections", "200");

    @TempDir
    Path folder;

    private PostgresServer control;

    @Test
    void what_was_begun_goes_on_when_the_control_store_is_back_and_nothing_is_done_by_halves() throws Exception {
        control = PostgresServer.start(folder.resolve("control"), SETTINGS, Leftovers.KEEP);
        try (PostgresServer stores = PostgresServer.start("away", SETTINGS)) {
            String legacy = TestDatabases.withNotes(stores, "legacy");
            String target = TestDatabases.withNotes(stores, "new");
            Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
            try (Connection owner = DriverManager.getConnection(legacy, PostgresServer.OWNER, "")) {
                FirstNotes.load(owner, ledger);
            }
            RunChecks checks = RunChecks.in(folder.resolve("histories"), LAYOUT, new SystemTime());
            try (ServerProcess server =
                            ServerProcess.start(folder.resolve("server"), TestDatabases.freePort(), control.url());
                    ControlPlaneConnection connection = ControlPlaneConnection.to(server.address());
                    HistoryRecorder recorder = checks.recorder("users");
                    Application users = Application.recorded(
                            "users",
                            new HttpControlPlane(connection),
                            List.of(TestDatabases.address("legacy", legacy), TestDatabases.address("new", target)),
                            new Workload.Settings(0, 1, 2, 20, 300, 1),
                            ledger,
                            recorder)) {
                HttpMigrationControl operator = new HttpMigrationControl(connection);
                server.awaitServing();
                users.start();
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(GodwitException.class)
                        .until(() -> {
                            connection.postYaml(
                                    Paths.MIGRATIONS, TestDatabases.plan("away", legacy, target), Bodies.Started.class);
                            return true;
                        });
                until(operator, status -> status.phases().getOrDefault(Phase.SYNCED, 0L) == LAYOUT.accounts());

                connection.getText(Paths.METRICS);
                server.haltAt(PausePoint.AFTER_DEMOTE);
                command(operator, CommandKind.CUTOVER);
                server.awaitReached(PausePoint.AFTER_DEMOTE);
                control.close();
                server.goOn();
                requireAnswers(connection, operator);
                control = PostgresServer.open(control.folder(), control.port(), SETTINGS, Leftovers.KEEP);

                long back = System.nanoTime();
                until(operator, status -> status.unitsMoved() == LAYOUT.accounts());
                Duration moved = Duration.ofNanos(System.nanoTime() - back);
                command(operator, CommandKind.PAUSE);
                until(operator, status -> status.flags().paused().isPresent());
                users.end();
                ApplicationReport report = users.report(ApplicationReport.Kind.ENDED);
                command(operator, CommandKind.RESUME);
                until(operator, status -> status.flags().paused().isEmpty() && status.marks() == 0);
                recorder.close();

                System.out.printf(
                        "away for %d s; all units moved %d ms after that; longest hold of a write: %.0f ms%n",
                        AWAY.toSeconds(), moved.toMillis(), report.heldMillisMax());
                assertThat(report.errorTexts()).isEmpty();
                assertThat(report.missTexts()).isEmpty();
                DatabaseSide home = new DatabaseSide("new", target, PostgresServer.OWNER, "");
                assertThat(checks.sameRows(home, new DatabaseSide("legacy", legacy, PostgresServer.OWNER, ""))
                                .texts())
                        .isEmpty();
                checks.look("look at the end", home);
                assertThat(checks.histories().texts()).isEmpty();
            }
        } finally {
            control.close();
        }
    }

    /** What commands, the status and the metrics say as long as the control store is away. */
    private static void requireAnswers(ControlPlaneConnection connection, HttpMigrationControl operator) {
        long end = System.nanoTime() + AWAY.toNanos();
        do {
            assertThat(refusal(() -> command(operator, CommandKind.RESUME))).hasMessageContaining("control store: ");
            assertThat(refusal(operator::status)).hasMessageContaining("control store: ");
            assertThat(connection.getText(Paths.METRICS)).contains("godwit_control_store_up 0.0");
        } while (System.nanoTime() < end);
    }

    /** Not that the server does not answer in time. */
    private static GodwitException refusal(ThrowingCallable asking) {
        GodwitException refusal = catchThrowableOfType(GodwitException.class, asking);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONTROL_STORE_FAILED);
        return refusal;
    }

    private static void command(HttpMigrationControl operator, CommandKind kind) {
        operator.command(new Command(kind, Scope.MIGRATION, "", "test"));
    }

    private static void until(HttpMigrationControl operator, Predicate<MigrationStatus> reached) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(GodwitException.class)
                .until(() -> reached.test(operator.status()));
    }
}
