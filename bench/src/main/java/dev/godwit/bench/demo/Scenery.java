package dev.godwit.bench.demo;

import dev.godwit.bench.application.ApplicationSettings.StoreAddress;
import dev.godwit.bench.checker.RunChecks;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.postgres.PostgresServer.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two database servers, a store in the first full of notes, and the users' record of these. Thread-safe. */
final class Scenery implements AutoCloseable {
    /** Commits are durable, as they are where this is in earnest. */
    private static final Map<String, String> SETTINGS = Map.of("max_wal_size", "4GB");

    private static final int SESSION_END_PATIENCE_SECONDS = 20;

    private final Path folder;
    private final PostgresServer legacy;
    private final PostgresServer target;
    private final List<StoreAddress> stores;
    private final Ledger ledger;
    private final RunChecks checks;

    private Scenery(
            Path folder,
            PostgresServer legacy,
            PostgresServer target,
            List<StoreAddress> stores,
            Ledger ledger,
            RunChecks checks) {
        this.folder = folder;
        this.legacy = legacy;
        this.target = target;
        this.stores = stores;
        this.ledger = ledger;
        this.checks = checks;
    }

    /** Of two stores, each in a server of its own. */
    static Scenery build(NoteLayout layout, boolean keep) throws IOException, InterruptedException, SQLException {
        return build(layout, keep, List.of(DemoPlan.LEGACY.value(), DemoPlan.NEW.value()));
    }

    /**
     * Of any number of stores.
     *
     * @param names the first in the first server, the second in the other, and the rest there in databases of their own
     */
    static Scenery build(NoteLayout layout, boolean keep, List<String> names)
            throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("godwit-demo-");
        Leftovers leftovers = keep ? Leftovers.KEEP : Leftovers.REMOVE;
        // The folder around both goes with the first server, also when this process is killed.
        PostgresServer legacy = PostgresServer.start(folder, SETTINGS, leftovers);
        try {
            PostgresServer target = PostgresServer.start(folder.resolve("new"), SETTINGS, leftovers);
            RunChecks checks = RunChecks.in(folder.resolve("histories"), layout, new SystemTime());
            Scenery scenery = new Scenery(
                    folder,
                    legacy,
                    target,
                    addresses(names, legacy, target),
                    Ledger.open(folder.resolve("record"), layout),
                    checks);
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
        try (Connection connection = target.connect(PostgresServer.OWNER);
                Statement statement = connection.createStatement()) {
            for (StoreAddress store : stores.subList(2, stores.size())) {
                statement.execute("create database " + store.name());
            }
        }
        for (StoreAddress store : stores.subList(1, stores.size())) {
            try (Connection connection = DriverManager.getConnection(store.url(), PostgresServer.OWNER, "")) {
                FirstNotes.createTable(connection);
            }
        }
        try (Connection connection = legacy.connect(PostgresServer.OWNER)) {
            FirstNotes.createTable(connection);
            FirstNotes.load(connection, ledger);
        }
    }

    private static List<StoreAddress> addresses(List<String> names, PostgresServer legacy, PostgresServer target) {
        List<StoreAddress> addresses = new ArrayList<>();
        for (String name : names) {
            String url = switch (addresses.size()) {
                case 0 -> legacy.url();
                case 1 -> target.url();
                default -> target.url(name);
            };
            addresses.add(new StoreAddress(name, url, FirstNotes.APPLICATION));
        }
        return List.copyOf(addresses);
    }

    /** The stores as the application is told of them. */
    List<StoreAddress> stores() {
        return stores;
    }

    /** The stores as a plan names them. */
    List<Plan.StoreAddress> storesOfGodwit() {
        return stores.stream()
                .map(store -> DemoPlan.address(new StoreName(store.name()), store.url(), PostgresServer.OWNER))
                .toList();
    }

    /** What is left in all stores but the first. */
    long rowsBesidesFirst() throws SQLException {
        long rows = 0;
        for (StoreAddress store : stores.subList(1, stores.size())) {
            try (Connection connection = DriverManager.getConnection(store.url(), PostgresServer.OWNER, "");
                    Statement select = connection.createStatement();
                    ResultSet count = select.executeQuery("select count(*) from notes")) {
                count.next();
                rows += count.getLong(1);
            }
        }
        return rows;
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
        return new DatabaseSide(stores.getFirst().name(), legacy.url(), PostgresServer.OWNER, "");
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
