package dev.godwit.bench.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.bench.application.Application;
import dev.godwit.bench.application.ApplicationReport;
import dev.godwit.bench.checker.RunChecks;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.Workload;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.SystemTime;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import dev.godwit.server.plan.PlanFile;
import dev.godwit.server.runbook.Inspection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notes move between SQLite and PostgreSQL while users work, go back, and go there again; nothing may be wrong. */
class MixedMoveTest {
    private static final NoteLayout LAYOUT = new NoteLayout(8, 30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"file, database", "database, file"})
    void notes_move_go_back_and_move_again_while_users_work(String from, String to) throws Exception {
        Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
        RunChecks checks = RunChecks.in(folder.resolve("histories"), LAYOUT, new SystemTime());
        try (MixedPair pair = MixedPair.start(folder)) {
            DatabaseSide source = from.equals("file") ? pair.file() : pair.database();
            MixedPair.load(source, ledger);
            Plan plan = PlanFile.read(pair.plan(from, to));
            assertThat(Inspection.inspect(plan, ServerSettings.in(folder)).problems())
                    .as("what preflight says")
                    .noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
            try (GodwitServer server = GodwitServer.start(plan, ServerSettings.in(folder))) {
                move(server, plan, ledger, checks);
                checks.look("look", source.name().equals("file") ? pair.database() : pair.file());
                assertThat(checks.sameRows(pair.file(), pair.database()).texts())
                        .isEmpty();
                assertThat(checks.histories().texts()).isEmpty();
                assertThat(checks.starsSeen().texts()).isEmpty();
                assertThat(checks.starsIn(pair.file()).texts()).isEmpty();
                assertThat(checks.starsIn(pair.database()).texts()).isEmpty();
                command(server, CommandKind.FINALIZE);
                until(server, MigrationStatus::retains);
            }
        }
    }

    private void move(GodwitServer server, Plan plan, Ledger ledger, RunChecks checks) throws Exception {
        try (HistoryRecorder recorder = checks.recorder("users");
                ControlPlaneConnection connection = ControlPlaneConnection.near(folder.resolve(".godwit"));
                Application users = Application.recorded(
                        "users",
                        new HttpControlPlane(connection),
                        // The users believe that everything lives in the first one until they hear otherwise.
                        List.of(plan.address(plan.source()), plan.address(plan.target())),
                        new Workload.Settings(0, 1, 3, 10, 20, 1),
                        ledger,
                        recorder)) {
            users.start();
            until(server, status -> all(status, Phase.PROBATION));
            command(server, CommandKind.ROLLBACK);
            until(server, status -> all(status, Phase.SYNCED));
            command(server, CommandKind.CUTOVER);
            until(server, status -> all(status, Phase.PROBATION));
            users.end();
            ApplicationReport report = users.report(ApplicationReport.Kind.ENDED);
            assertThat(report.errorTexts()).isEmpty();
            assertThat(report.missTexts()).isEmpty();
            assertThat(report.writes()).isPositive();
        }
        until(server, status -> status.marks() == 0);
    }

    private static boolean all(MigrationStatus status, Phase phase) {
        return status.phases().getOrDefault(phase, 0L) >= LAYOUT.accounts()
                && status.phases().size() == 1;
    }

    private static void command(GodwitServer server, CommandKind kind) {
        server.control().command(new Command(kind, Scope.MIGRATION, "a test may", "test"));
    }

    private static void until(GodwitServer server, Predicate<MigrationStatus> reached) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    MigrationStatus status = server.control().status();
                    assertThat(status.attention()).isEmpty();
                    return reached.test(status);
                });
    }
}
