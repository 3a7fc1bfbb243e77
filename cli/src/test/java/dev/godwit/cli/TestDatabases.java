package dev.godwit.cli;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The one PostgreSQL server of this test JVM; each test takes databases of its own. */
final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabases() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .setServerConfig("max_prepared_transactions", "10")
                    .setServerConfig("fsync", "off")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, empty database. */
    static Database create() {
        String name = "cli_" + NUMBER.incrementAndGet();
        new Database("postgres").execute("create database " + name);
        return new Database(name);
    }

    /** From now on the server asks this role for its password, and others for nothing. */
    static void requirePassword(String role) throws IOException {
        Database postgres = new Database("postgres");
        Path rules = Path.of(postgres.ask("show hba_file"));
        Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        postgres.execute("select pg_reload_conf()");
    }

    /** A database, as its superuser sees it. */
    record Database(String name) {
        String url() {
            return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name;
        }

        Connection connect() {
            try {
                return DriverManager.getConnection(url(), "postgres", "");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void execute(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql + ": " + e.getMessage(), e);
            }
        }

        String ask(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return String.valueOf(row.getString(1));
            } catch (SQLException e) {
                throw new IllegalStateException(sql + ": " + e.getMessage(), e);
            }
        }

        boolean installed() {
            return ask("select count(*) from pg_namespace where nspname like 'godwit%'")
                    .equals("1");
        }
    }
}
