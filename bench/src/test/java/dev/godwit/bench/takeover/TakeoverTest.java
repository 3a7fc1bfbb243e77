package dev.godwit.bench.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.bench.application.Application;
import dev.godwit.bench.application.ApplicationReport;
import dev.godwit.bench.checker.RunChecks;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.Workload;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.History;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.client.HttpMigrationControl;
import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.PausePoint;
import dev.godwit.core.Phase;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitId;
import dev.godwit.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers on one control store in PostgreSQL. The one that leads is killed by signal 9 in the middle of a change of home
 * while users work on that unit; the other one takes over, and a new process stands by in its place. Nobody notices: no
 * error, no answer that is wrong, no unit moved twice, and the unit takes writes again before anybody was held too long.
 */
class TakeoverTest {
    private static final NoteLayout LAYOUT = new NoteLayout(6, 12);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMillis(1_500);
    private static final int REST_MILLIS = 20;
    private static final int COUNT_EVERY_MILLIS = 300;

    private static final int ROLLED_BACK = 1;

    private record Kill(PausePoint point, CommandKind command, int account) {}

    private static final List<Kill> KILLS = List.of(
            new Kill(PausePoint.AFTER_FREEZE, CommandKind.CUTOVER, 0),
            new Kill(PausePoint.AFTER_DEMOTE, CommandKind.CUTOVER, ROLLED_BACK),
            new Kill(PausePoint.AFTER_PROMOTE, CommandKind.CUTOVER, 2),
            new Kill(PausePoint.AFTER_DEMOTE, CommandKind.ROLLBACK, ROLLED_BACK));

    private static final String HEADER = "killed at       during    next leads   change over  first write  (ms)";

    @TempDir
    Path folder;

    @Test
    void a_server_that_dies_in_the_middle_of_a_cutover_is_followed_before_anybody_notices() throws Exception {
        Map<Kill, Takeover> takeovers = new LinkedHashMap<>();
        try (PostgresServer postgres =
                PostgresServer.start("takeover", Map.of("fsync", "off", "max_connections", "200"))) {
            String control = TestDatabases.empty(postgres, "control");
            String legacy = TestDatabases.withNotes(postgres, "legacy");
            String target = TestDatabases.withNotes(postgres, "new");
            Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
            try (Connection owner = DriverManager.getConnection(legacy, PostgresServer.OWNER, "")) {
                FirstNotes.load(owner, ledger);
            }
            RunChecks checks = RunChecks.in(folder.resolve("histories"), LAYOUT, new SystemTime());
            try (ServerPair servers = new ServerPair(folder, control);
                    ControlPlaneConnection connection = ControlPlaneConnection.to(servers.addresses());
                    HistoryRecorder recorder = checks.recorder("users");
                    Application users = Application.recorded(
                            "users",
                            new HttpControlPlane(connection),
                            List.of(TestDatabases.address("legacy", legacy), TestDatabases.address("new", target)),
                            new Workload.Settings(0, 1, 2, REST_MILLIS, COUNT_EVERY_MILLIS, 1),
                            ledger,
                            recorder);
                    ControlTables tables = new ControlTables(control)) {
                HttpMigrationControl operator = new HttpMigrationControl(connection);
                users.start();
                servers.leader(tables);
                connection.postYaml(
                        Paths.MIGRATIONS, TestDatabases.plan("takeover", legacy, target), Bodies.Started.class);
                until(operator, status -> status.phases().getOrDefault(Phase.SYNCED, 0L) == LAYOUT.accounts());

                for (Kill kill : KILLS) {
                    UnitId unit = UnitId.of(LAYOUT.account(kill.account()));
                    ServerProcess leader = servers.leader(tables);
                    leader.haltAt(kill.point());
                    command(operator, kill.command(), new Scope(Optional.empty(), Optional.of(unit)));
                    leader.awaitReached(kill.point());
                    takeovers.put(kill, Takeover.of(leader, unit, tables));
                    servers.replace(leader);
                }
                command(operator, CommandKind.CUTOVER, Scope.MIGRATION);
                until(operator, status -> status.unitsMoved() == LAYOUT.accounts());
                users.end();
                ApplicationReport report = users.report(ApplicationReport.Kind.ENDED);
                until(operator, status -> status.marks() == 0);
                recorder.close();

                History history = History.recorded(List.of(checks.history("users")));
                System.out.println(HEADER);
                takeovers.forEach((kill, takeover) -> System.out.println(row(kill, takeover, history)));
                System.out.printf("longest hold of a write: %.0f ms%n", report.heldMillisMax());

                // When the next one has brought the change to an end depends on how busy the machine is; writers don't
                // wait for that.
                assertThat(takeovers.values())
                        .allSatisfy(takeover ->
                                assertThat(takeover.written(history, LAYOUT)).isLessThan(LIMIT));
                assertThat(report.errorTexts()).isEmpty();
                assertThat(report.missTexts()).isEmpty();
                for (int account = 0; account < LAYOUT.accounts(); account++) {
                    requireDoneOnce(tables.journal(UnitId.of(LAYOUT.account(account))), account == ROLLED_BACK ? 1 : 0);
                }
                DatabaseSide home = new DatabaseSide("new", target, PostgresServer.OWNER, "");
                DatabaseSide mirror = new DatabaseSide("legacy", legacy, PostgresServer.OWNER, "");
                assertThat(checks.sameRows(home, mirror).texts()).isEmpty();
                checks.look("look at the end", home);
                assertThat(checks.histories().texts()).isEmpty();
                assertThat(checks.starsSeen().texts()).isEmpty();
            }
        }
    }

    private static String row(Kill kill, Takeover takeover, History history) {
        return "%-15s %-9s %10d %12d %12d"
                .formatted(
                        kill.point(),
                        kill.command(),
                        takeover.led().toMillis(),
                        takeover.ended().toMillis(),
                        takeover.written(history, LAYOUT).toMillis());
    }

    /** Each unit was copied once, and each of its changes of home came to an end once. */
    private static void requireDoneOnce(List<String> journal, int rollBacks) {
        assertThat(journal).filteredOn(entry -> entry.startsWith("COPIED")).hasSize(1);
        assertThat(journal)
                .filteredOn(entry -> entry.startsWith("PROMOTED"))
                .as("%s", journal)
                .hasSize(1 + 2 * rollBacks);
    }

    private static void command(HttpMigrationControl operator, CommandKind kind, Scope scope) {
        await(kind + " is accepted")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(GodwitException.class)
                .until(() -> {
                    operator.command(new Command(kind, scope, "", "test"));
                    return true;
                });
    }

    private static void until(HttpMigrationControl operator, Predicate<MigrationStatus> reached) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(GodwitException.class)
                .until(() -> {
                    MigrationStatus status = operator.status();
                    assertThat(status.attention()).isEmpty();
                    return reached.test(status);
                });
    }
}
