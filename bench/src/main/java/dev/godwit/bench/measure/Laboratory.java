package dev.godwit.bench.measure;

import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import dev.godwit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/** Two PostgreSQL servers on which the cases are measured one after the other. Not thread-safe. */
final class Laboratory implements AutoCloseable {
    static final StoreName LEGACY = new StoreName("legacy");
    static final StoreName NEW = new StoreName("new");
    private static final Map<String, String> SETTINGS = Map.of("max_wal_size", "8GB", "checkpoint_timeout", "30min");
    private static final int POOL = 16;

    private final boolean quick;
    private final PostgresServer legacy;
    private final PostgresServer target;
    private int databases;

    private Laboratory(boolean quick, PostgresServer legacy, PostgresServer target) {
        this.quick = quick;
        this.legacy = legacy;
        this.target = target;
    }

    static Laboratory open(boolean quick) throws IOException, InterruptedException {
        PostgresServer legacy = PostgresServer.start("bench-legacy", SETTINGS);
        try {
            return new Laboratory(quick, legacy, PostgresServer.start("bench-new", SETTINGS));
        } catch (IOException | InterruptedException e) {
            legacy.close();
            throw e;
        }
    }

    /** The number for a quick run, or the one for a full run. */
    int scale(int forQuick, int forFull) {
        return quick ? forQuick : forFull;
    }

    /** A fresh pair of databases with an empty table of notes each, and a folder. */
    Pair pair() throws SQLException, IOException {
        String name = "bench_" + ++databases;
        Pair pair = new Pair(
                create(legacy, name), create(target, name), Files.createTempDirectory(legacy.folder(), "case-"));
        try (Connection source = pair.connectLegacy();
                Connection mirror = pair.connectNew()) {
            FirstNotes.createTable(source);
            FirstNotes.createTable(mirror);
        }
        return pair;
    }

    /** The URL of a fresh database, empty. */
    String database() throws SQLException {
        return create(legacy, "bench_" + ++databases);
    }

    /** A fresh folder. */
    Path folder() throws IOException {
        return Files.createTempDirectory(legacy.folder(), "case-");
    }

    private static String create(PostgresServer server, String name) throws SQLException {
        try (Connection owner = server.connect(PostgresServer.OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute("create database " + name);
        }
        return server.url(name);
    }

    /** Two databases. */
    record Pair(String legacyUrl, String newUrl, Path folder) {
        Connection connectLegacy() throws SQLException {
            return DriverManager.getConnection(legacyUrl, PostgresServer.OWNER, "");
        }

        Connection connectNew() throws SQLException {
            return DriverManager.getConnection(newUrl, PostgresServer.OWNER, "");
        }

        StoreAddress legacy(String user) {
            return address(LEGACY, legacyUrl, user);
        }

        StoreAddress target(String user) {
            return address(NEW, newUrl, user);
        }

        private static StoreAddress address(StoreName name, String url, String user) {
            return new StoreAddress(name, url, Optional.of(user), Optional.of(new Secret("", "none")), POOL);
        }
    }

    @Override
    public void close() {
        target.close();
        legacy.close();
    }
}
