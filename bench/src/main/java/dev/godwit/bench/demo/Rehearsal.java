package dev.godwit.bench.demo;

import dev.godwit.bench.application.Application;
import dev.godwit.bench.application.ApplicationReport;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.Workload;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.WaveName;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The story in small, in databases of its own and in this process: a few accounts move and come back, and the migration is
 * given up, all while users work. It shows early what does not work here, and leaves a virtual machine that is warm, as that of a server that has run for a while.
 */
final class Rehearsal {
    private static final NoteLayout LAYOUT = new NoteLayout(60, 40);
    private static final String DATABASE = "rehearsal";
    private static final int RESIDENTS = 2;
    private static final List<WaveName> WAVES = List.of(DemoPlan.FIRST, DemoPlan.SOME, DemoPlan.REST);

    /** How long the users go on without Godwit and its fences. */
    private static final long AFTERWARDS_MILLIS = 300;

    private Rehearsal() {}

    static void run(Scenery scenery, Screen screen) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createDirectory(scenery.folder().resolve(DATABASE));
        String legacy = create(scenery.legacy());
        String target = create(scenery.target());
        Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
        try (Connection owner = DriverManager.getConnection(legacy, PostgresServer.OWNER, "")) {
            FirstNotes.load(owner, ledger);
        }
        ServerSettings settings = new ServerSettings(
                folder, 0, Optional.empty(), Optional.empty(), Optional.empty(), DemoSettings.MOVERS);
        try (ControlPlaneConnection connection = ControlPlaneConnection.near(folder);
                Application application = Application.connect(
                        DATABASE,
                        new HttpControlPlane(connection),
                        List.of(
                                DemoPlan.address(DemoPlan.LEGACY, legacy, FirstNotes.APPLICATION),
                                DemoPlan.address(DemoPlan.NEW, target, FirstNotes.APPLICATION)),
                        new Workload.Settings(0, 1, RESIDENTS, DemoSettings.REST_MILLIS, 0, 1),
                        ledger)) {
            application.start();
            try (GodwitServer server = GodwitServer.start(DemoPlan.of(LAYOUT, legacy, target), settings)) {
                Conductor conductor = new Conductor(server.control(), () -> Totals.of(List.of()), screen);
                conductor.awaitApprovalWanted();
                thereAndBack(conductor);
                conductor.command(CommandKind.ABORT, Scope.MIGRATION);
                conductor.awaitEnd();
            }
            Thread.sleep(AFTERWARDS_MILLIS);
            application.end();
            requireRight(application.report(ApplicationReport.Kind.ENDED));
        }
    }

    private static void thereAndBack(Conductor conductor) throws InterruptedException {
        for (WaveName wave : WAVES) {
            conductor.command(CommandKind.APPROVE, wave);
            conductor.awaitMoved(wave, 1);
        }
        for (WaveName wave : WAVES) {
            conductor.command(CommandKind.ROLLBACK, wave);
            conductor.awaitRolledBack(wave);
        }
    }

    private static void requireRight(ApplicationReport report) {
        if (report.misses() + report.errors() > 0) {
            throw new StoryBrokenException("in the rehearsal: " + report.missTexts() + report.errorTexts());
        }
    }

    private static String create(PostgresServer server) throws SQLException {
        try (Connection owner = server.connect(PostgresServer.OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        String url = server.url(DATABASE);
        try (Connection owner = DriverManager.getConnection(url, PostgresServer.OWNER, "")) {
            FirstNotes.createTable(owner);
        }
        return url;
    }
}
