package dev.godwit.jdbc.internal;

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

/** One embedded server for all tests of a JVM; every test takes databases of its own. */
final class TestPostgres {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestPostgres() {}

    /** Makes an empty database and gives its URL. */
    static String newDatabase() throws SQLException {
        String name = "test_" + NUMBER.incrementAndGet();
        execute(url("postgres"), "create database " + name);
        return url(name);
    }

    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A session of the application or of somebody with an SQL prompt. */
    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", "");
    }

    static StoreAddress address(String store, String url) {
        return address(store, url, "postgres");
    }

    static StoreAddress address(String store, String url, String user) {
        return new StoreAddress(new StoreName(store), url, Optional.of(user), Optional.empty(), 4);
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + database;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_prepared_transactions", "10")
                    .setServerConfig("wal_level", "logical")
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
}
