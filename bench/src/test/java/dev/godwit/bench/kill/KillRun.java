package dev.godwit.bench.kill;

import dev.godwit.bench.application.Application;
import dev.godwit.bench.application.ApplicationReport;
import dev.godwit.bench.checker.RunChecks;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.Workload;
import dev.godwit.checkers.CheckResult;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.client.HttpMigrationControl;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.SystemTime;
import dev.godwit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** One run: an application works, the server is killed at a point and started again, and all has to end well. */
final class KillRun implements AutoCloseable {
    private static final NoteLayout LAYOUT = new NoteLayout(8, 12);
    /** Users who hurry would make the test long: many runs share few cores. */
    private static final int REST_MILLIS = 50;

    private static final int COUNT_EVERY_MILLIS = 300;
    /** How long the users go on when nothing is installed any more. */
    private static final long AFTERWARDS_MILLIS = 300;

    private static final long LOOK_EVERY_MILLIS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final Scope WAVE = new Scope(Optional.of(KillPlan.WAVE), Optional.empty());

    /** What came out. */
    record Outcome(int killed, long operations, long heldWrites, long checked, List<String> wrong) {}

    private final KillCase wanted;
    private final Path armed;
    private final String legacyUrl;
    private final String newUrl;
    private final RunChecks checks;
    private final ServerChain servers;
    private final ControlPlaneConnection connection;
    private final HttpMigrationControl control;
    private final List<HistoryRecorder> recorders = new ArrayList<>();
    private final List<Application> applications = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private long checked;

    KillRun(KillCase wanted, Path folder, PostgresServer legacy, PostgresServer target, ClassArchive classes)
            throws IOException, SQLException {
        this.wanted = wanted;
        this.armed = KillableServer.armed(folder);
        String database = "run_" + wanted.name().toLowerCase(Locale.ROOT);
        this.legacyUrl = database(legacy, database);
        this.newUrl = database(target, database);
        this.checks = RunChecks.in(folder.resolve("histories"), LAYOUT, new SystemTime());
        Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
        try (Connection owner = DriverManager.getConnection(legacyUrl, PostgresServer.OWNER, "")) {
            FirstNotes.load(owner, ledger);
        }
        this.servers = new ServerChain(
                folder, legacyUrl, newUrl, wanted.script() == KillScript.ABORT, wanted.deaths(), classes);
        this.connection = ControlPlaneConnection.near(folder);
        this.control = new HttpMigrationControl(connection);
        for (int process = 0; process < 2; process++) {
            String name = "kill-" + wanted.name() + "-" + process;
            HistoryRecorder recorder = checks.recorder(name);
            recorders.add(recorder);
            applications.add(Application.recorded(
                    name,
                    new HttpControlPlane(connection),
                    List.of(
                            KillPlan.address(KillPlan.LEGACY, legacyUrl, FirstNotes.APPLICATION),
                            KillPlan.address(KillPlan.NEW, newUrl, FirstNotes.APPLICATION)),
                    new Workload.Settings(process, 2, 1, REST_MILLIS, COUNT_EVERY_MILLIS, wanted.number()),
                    ledger,
                    recorder));
        }
    }

    /** The URL of a new database with the table of the notes. */
    static String database(PostgresServer server, String name) throws SQLException {
        try (Connection owner = server.connect(PostgresServer.OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute("create database " + name);
        }
        try (Connection owner = DriverManager.getConnection(server.url(name), PostgresServer.OWNER, "")) {
            FirstNotes.createTable(owner);
        }
        return server.url(name);
    }

    Outcome run() throws Exception {
        if (wanted.script() != KillScript.ROLL_BACK) {
            Files.createFile(armed);
        }
        // The users are there before the first server is, and before anything is installed.
        applications.forEach(Application::start);
        switch (wanted.script()) {
            case MOVE, ROLL_BACK -> moveThereAndBack();
            case ABORT -> abort();
        }
        long operations = 0;
        long held = 0;
        for (Application application : applications) {
            ApplicationReport report = application.report(ApplicationReport.Kind.ENDED);
            wrong.addAll(report.missTexts());
            wrong.addAll(report.errorTexts());
            operations += report.operations();
            held += report.heldWrites();
        }
        if (servers.killed() != wanted.deaths().size()) {
            wrong.add(wanted.deaths().get(servers.killed()) + " was not reached");
        }
        return new Outcome(servers.killed(), operations, held, checked, List.copyOf(wrong));
    }

    private void moveThereAndBack() throws Exception {
        untilStatus("all have moved", status -> moved(status) == LAYOUT.accounts());
        if (!Files.exists(armed)) {
            Files.createFile(armed);
        }
        command(CommandKind.ROLLBACK, WAVE);
        untilStatus("all are back", status -> moved(status) == 0 && all(status, Phase.SYNCED));
        command(CommandKind.CUTOVER, WAVE);
        untilStatus("all have moved again", status -> moved(status) == LAYOUT.accounts());
        compareWhileMirrored();
        command(CommandKind.FINALIZE, Scope.MIGRATION);
        untilStatus("the migration has ended", MigrationStatus::ended);
        applications.forEach(Application::end);
        judge(newUrl);
        requireEmpty("legacy", legacyUrl);
    }

    private void abort() throws Exception {
        command(CommandKind.MOVE, new Scope(Optional.empty(), Optional.of(KillPlan.GUEST)));
        untilStatus("the guest has moved", status -> moved(status) == 1);
        untilStatus("all are synced", status -> all(status, Phase.SYNCED));
        command(CommandKind.ABORT, WAVE);
        untilStatus("all are given up", status -> all(status, Phase.SETTLED));
        command(CommandKind.ABORT, Scope.MIGRATION);
        untilStatus("the migration has ended", MigrationStatus::ended);
        Thread.sleep(AFTERWARDS_MILLIS);
        applications.forEach(Application::end);
        judge(legacyUrl);
        requireEmpty("new", newUrl);
        if (installed(legacyUrl) || installed(newUrl)) {
            wrong.add("the fences were not removed");
        }
    }

    private void compareWhileMirrored() throws Exception {
        applications.forEach(application -> application.users().pause());
        try {
            for (int look = 0; look < 3; look++) {
                untilStatus("everything is mirrored", status -> status.marks() == 0);
                Thread.sleep(150);
            }
            note("rows", checks.sameRows(side("legacy", legacyUrl), side("new", newUrl)));
            checks.look("look while mirrored", side("new", newUrl));
        } finally {
            applications.forEach(application -> application.users().resume());
        }
    }

    private interface Look {
        boolean reached() throws Exception;
    }

    private void command(CommandKind kind, Scope scope) throws Exception {
        until(kind + " is accepted", () -> accepted(kind, scope));
    }

    private boolean accepted(CommandKind kind, Scope scope) {
        control.command(new Command(kind, scope, "", "test"));
        return true;
    }

    private void untilStatus(String what, Predicate<MigrationStatus> reached) throws Exception {
        until(what, () -> {
            MigrationStatus status = control.status();
            if (!status.attention().isEmpty() || status.flags().attention().isPresent()) {
                throw new IllegalStateException("needs attention: " + status.attention() + status.flags());
            }
            return reached.test(status);
        });
    }

    /** Looks again and again, starting the next server whenever one has died. */
    private void until(String what, Look look) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            servers.ensureRunning();
            try {
                if (look.reached()) {
                    return;
                }
                last = "";
            } catch (GodwitException e) {
                // The server has just died, has not begun to answer, or does not take the command yet.
                last = e.describe();
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        throw new IllegalStateException("not within " + PATIENCE.toSeconds() + " s: " + what + ". " + last);
    }

    private static boolean installed(String url) throws SQLException {
        return number(url, "select count(*) from pg_tables where tablename = 'default_fence'") > 0;
    }

    private static long moved(MigrationStatus status) {
        return status.unitsMoved();
    }

    private static boolean all(MigrationStatus status, Phase phase) {
        return status.phases().getOrDefault(phase, 0L) == LAYOUT.accounts();
    }

    /** When the users are gone, judges all that they saw, and every row of the store that is home of all. */
    private void judge(String url) throws IOException, SQLException {
        DatabaseSide home = side("home", url);
        checks.look("look at the end", home);
        CheckResult histories = checks.histories();
        checked = histories.checked();
        note("histories", histories);
        note("stars seen", checks.starsSeen());
        note("stars at the end", checks.starsIn(home));
    }

    private void note(String what, CheckResult result) {
        if (!result.clean()) {
            wrong.add(what + ": " + result.violations() + " violations " + result.texts());
        }
    }

    private static DatabaseSide side(String name, String url) {
        return new DatabaseSide(name, url, PostgresServer.OWNER, "");
    }

    private void requireEmpty(String store, String url) throws SQLException {
        long rows = number(url, "select count(*) from notes");
        if (rows > 0) {
            wrong.add(store + " still has " + rows + " rows");
        }
    }

    private static long number(String url, String query) throws SQLException {
        try (Connection owner = DriverManager.getConnection(url, PostgresServer.OWNER, "");
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        applications.forEach(Application::end);
        applications.forEach(Application::close);
        connection.close();
        servers.close();
        for (HistoryRecorder recorder : recorders) {
            recorder.close();
        }
    }
}
