package dev.godwit.bench.demo;

import dev.godwit.bench.checker.RunChecks;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.core.SystemTime;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.postgres.PostgresServer.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Two database servers, the first of them full of notes, and the users' record of these. Thread-safe. */
final class Scenery implements AutoCloseable {
    /** Commits are durable, as they are where this is in earnest. */
    private static final Map<String, String> SETTINGS = Map.of("max_wal_size", "4GB");

    private static final int SESSION_END_PATIENCE_SECONDS = 20;

    private final Path folder;
    private final PostgresServer legacy;
    private final PostgresServer target;
    private final Ledger ledger;
    private final RunChecks checks;

    private Scenery(Path folder, PostgresServer legacy, PostgresServer target, Ledger ledger, RunChecks checks) {
        this.folder = folder;
        this.legacy = legacy;
        this.target = target;
        this.ledger = ledger;
        this.checks = checks;
    }

    static Scenery build(NoteLayout layout, boolean keep) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("godwit-demo-");
        Leftovers leftovers = keep ? Leftovers.KEEP : Leftovers.REMOVE;
        // The folder around both goes with the first server, also when this process is killed.
        PostgresServer legacy = PostgresServer.start(folder, SETTINGS, leftovers);
        try {
            PostgresServer target = PostgresServer.start(folder.resolve("new"), SETTINGS, leftovers);
            RunChecks checks = RunChecks.in(folder.resolve("histories"), layout, new SystemTime());
            Scenery scenery =
                    new Scenery(folder, legacy, target, Ledger.open(folder.resolve("record"), layout), checks);
            try {
                scenery.furnish();
                return scenery;
            } catch (SQLException | RuntimeException e) {
                scenery.close();
                throw e;
            }
        } catch (IOException | InterruptedException e) {
            legacy.close();
            throw e;
        }
    }

    private void furnish() throws SQLException {
        try (Connection connection = target.connect(PostgresServer.OWNER)) {
            FirstNotes.createTable(connection);
        }
        try (Connection connection = legacy.connect(PostgresServer.OWNER)) {
            FirstNotes.createTable(connection);
            FirstNotes.load(connection, ledger);
        }
    }

    Path folder() {
        return folder;
    }

    PostgresServer legacy() {
        return legacy;
    }

    PostgresServer target() {
        return target;
    }

    /** What the users are checked for. */
    RunChecks checks() {
        return checks;
    }

    /** The first server, as a checker sees it. */
    DatabaseSide legacySide() {
        return new DatabaseSide(DemoPlan.LEGACY.value(), legacy.url(), PostgresServer.OWNER, "");
    }

    /** The second server, as a checker sees it. */
    DatabaseSide targetSide() {
        return new DatabaseSide(DemoPlan.NEW.value(), target.url(), PostgresServer.OWNER, "");
    }

    long rows(PostgresServer server) throws SQLException {
        return number(server, "select count(*) from notes where ? is not null", "");
    }

    /** Waits until the databases have ended all sessions of a process that was killed, commits on their way included. */
    void awaitSessionsEnded(String application) throws SQLException, InterruptedException, IOException {
        long deadline = System.nanoTime() + SESSION_END_PATIENCE_SECONDS * 1_000_000_000L;
        for (PostgresServer server : List.of(legacy, target)) {
            while (number(server, "select count(*) from pg_stat_activity where application_name = ?", application)
                    > 0) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the sessions of " + application + " do not end");
                }
                Thread.sleep(10);
            }
        }
    }

    private static long number(PostgresServer server, String query, String parameter) throws SQLException {
        try (Connection connection = server.connect(PostgresServer.OWNER);
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Override
    public void close() {
        target.close();
        legacy.close();
    }
}
