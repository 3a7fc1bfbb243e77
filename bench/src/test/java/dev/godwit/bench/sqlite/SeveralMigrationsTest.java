package dev.godwit.bench.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.bench.application.Application;
import dev.godwit.bench.application.ApplicationReport;
import dev.godwit.bench.checker.RunChecks;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.bench.workload.Workload;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts go from a file to a database, on to another file and back again, each at its own time, while users work. */
class SeveralMigrationsTest {
    private static final NoteLayout LAYOUT = new NoteLayout(4, 20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void accounts_go_round_three_stores_while_users_work() throws Exception {
        Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
        RunChecks checks = RunChecks.in(folder.resolve("histories"), LAYOUT, new SystemTime());
        try (MixedPair pair = MixedPair.start(folder)) {
            DatabaseSide another = pair.another();
            MixedPair.load(pair.file(), ledger);
            Plan first = plan(pair.file(), pair.database());
            try (GodwitServer server = GodwitServer.start(first, ServerSettings.in(folder))) {
                List<MigrationControl> round = List.of(
                        server.control(),
                        server.add(plan(pair.database(), another)),
                        // Nobody has brought anything to the other file yet, but somebody will.
                        server.add(plan(another, pair.file())));
                goRound(round, List.of(pair.file(), pair.database(), another), ledger, checks);
            }
            for (DatabaseSide left : List.of(pair.database(), another)) {
                assertThat(rows(left)).as(left.name()).isZero();
            }
            checks.look("look", pair.file());
            assertThat(checks.histories().texts()).isEmpty();
            assertThat(checks.starsSeen().texts()).isEmpty();
            assertThat(checks.starsIn(pair.file()).texts()).isEmpty();
        }
    }

    private void goRound(List<MigrationControl> round, List<DatabaseSide> sides, Ledger ledger, RunChecks checks)
            throws Exception {
        try (HistoryRecorder recorder = checks.recorder("users");
                ControlPlaneConnection connection = ControlPlaneConnection.near(folder.resolve(".godwit"));
                Application users = Application.recorded(
                        "users",
                        new HttpControlPlane(connection),
                        sides.stream().map(SeveralMigrationsTest::address).toList(),
                        new Workload.Settings(0, 1, 3, 10, 20, 1),
                        ledger,
                        recorder);
                ExecutorService guides = Executors.newFixedThreadPool(LAYOUT.accounts())) {
            users.start();
            List<Future<?>> tours = new ArrayList<>();
            for (int account = 0; account < LAYOUT.accounts(); account++) {
                UnitId unit = UnitId.of(LAYOUT.account(account));
                tours.add(guides.submit(() -> round.forEach(migration -> takePart(migration, unit))));
            }
            for (Future<?> tour : tours) {
                tour.get();
            }
            await().atMost(PATIENCE).until(() -> rows(sides.get(1)) + rows(sides.get(2)) == 0);
            users.end();
            ApplicationReport report = users.report(ApplicationReport.Kind.ENDED);
            assertThat(report.errorTexts()).isEmpty();
            assertThat(report.missTexts()).isEmpty();
            assertThat(report.writes()).isPositive();
        }
    }

    /** Moves a unit, lets it rest for the time of a roll-back and a second cutover, and accepts the move. */
    private static void takePart(MigrationControl migration, UnitId unit) {
        Scope scope = new Scope(Optional.empty(), Optional.of(unit));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> accepted(migration, scope));
        awaitPhase(migration, unit, Phase.PROBATION);
        migration.command(new Command(CommandKind.ROLLBACK, scope, "", "test"));
        awaitPhase(migration, unit, Phase.SYNCED);
        migration.command(new Command(CommandKind.MOVE, scope, "", "test"));
        awaitPhase(migration, unit, Phase.PROBATION);
        migration.command(new Command(CommandKind.FINALIZE, scope, "a test may", "test"));
    }

    /** The rows that it left in the store before have to be gone first. */
    private static boolean accepted(MigrationControl migration, Scope scope) {
        try {
            migration.command(new Command(CommandKind.MOVE, scope, "", "test"));
            return true;
        } catch (GodwitException notYet) {
            return false;
        }
    }

    private static void awaitPhase(MigrationControl migration, UnitId unit, Phase phase) {
        UnitFilter filter = new UnitFilter(Optional.empty(), Optional.empty(), Optional.of(unit));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(migration.units(filter, 1))
                        .extracting(view -> view.phase() + " " + view.flags().attention())
                        .containsExactly(phase + " Optional.empty"));
    }

    private static Plan plan(DatabaseSide from, DatabaseSide to) {
        return new Plan(
                NotesKeyspace.KEYSPACE,
                new MigrationName(from.name() + "-" + to.name()),
                Optional.empty(),
                List.of(address(from), address(to)),
                new StoreName(from.name()),
                new StoreName(to.name()),
                List.of(new Wave(new WaveName("asked"), new Selection.OnRequest(), false)),
                new Plan.Cutover(Duration.ofMillis(250), false),
                Plan.Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Plan.Accept(Set.of(), Set.of(), false));
    }

    private static StoreAddress address(DatabaseSide side) {
        boolean file = side.user().isEmpty();
        return new StoreAddress(
                new StoreName(side.name()),
                side.url(),
                file ? Optional.empty() : Optional.of(side.user()),
                file ? Optional.empty() : Optional.of(new Secret("", "none")),
                6);
    }

    private static long rows(DatabaseSide side) throws SQLException {
        try (Connection connection = DriverManager.getConnection(side.url(), side.user(), side.password());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from notes")) {
            count.next();
            return count.getLong(1);
        }
    }
}
