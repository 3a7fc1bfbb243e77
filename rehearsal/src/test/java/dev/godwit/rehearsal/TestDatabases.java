package dev.godwit.rehearsal;

import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.StoreName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The one PostgreSQL server of this test JVM; each test takes databases of its own. */
final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabases() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, empty database. */
    static Database create() {
        String name = "rehearsal_" + NUMBER.incrementAndGet();
        new Database("postgres").execute("create database " + name);
        return new Database(name);
    }

    /** A database, as its superuser sees it. */
    record Database(String name) {
        StoreAddress address(String store) {
            return new StoreAddress(new StoreName(store), url(), Optional.of("postgres"), Optional.empty(), 8);
        }

        String url() {
            return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name;
        }

        void execute(String sql) {
            try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        String ask(String sql) {
            try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return String.valueOf(row.getString(1));
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }
    }
}
