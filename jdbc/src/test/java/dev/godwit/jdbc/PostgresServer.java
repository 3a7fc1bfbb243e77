package dev.godwit.jdbc;

import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.StoreName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The one PostgreSQL server of this test JVM. A test takes databases of its own, so that tests don't see each other. */
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final EmbeddedPostgres SERVER = start();

    private PostgresServer() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_prepared_transactions", "10")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("wal_level", "logical")
                    // Tests that need the disk say so; the others gain seconds.
                    .setServerConfig("fsync", "off")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, empty database. */
    public static Database newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        Database postgres = new Database("postgres");
        postgres.execute("create database " + name);
        return new Database(name);
    }

    /** A database of the server, as its superuser sees it. */
    public record Database(String name) {
        public String url() {
            return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name;
        }

        StoreAddress address(String store) {
            return address(store, "postgres");
        }

        StoreAddress address(String store, String user) {
            return new StoreAddress(new StoreName(store), url(), Optional.of(user), Optional.empty(), 8);
        }

        /** A session of somebody who doesn't know Godwit, in autocommit mode. */
        Connection connect() {
            return connect("postgres");
        }

        Connection connect(String user) {
            try {
                return DriverManager.getConnection(url(), user, "");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void execute(String... statements) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
