package dev.godwit.checkers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Two databases of a throw-away server, each with the same statements done. */
final class TwoDatabases implements AutoCloseable {
    private static final String USER = "postgres";

    private final AtomicInteger names = new AtomicInteger();
    private final EmbeddedPostgres server;

    TwoDatabases() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    /** A new database on which these statements were run. */
    DatabaseSide database(String name, String... statements) throws SQLException {
        String database = name + "_" + names.incrementAndGet();
        DatabaseSide first = new DatabaseSide(name, server.getJdbcUrl(USER, USER), USER, "");
        run(first, "create database " + database);
        DatabaseSide side = new DatabaseSide(name, server.getJdbcUrl(USER, database), USER, "");
        run(side, statements);
        return side;
    }

    static void run(DatabaseSide side, String... statements) throws SQLException {
        try (Connection connection = side.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
