package dev.godwit.examples.suite;

import dev.godwit.checkers.CheckResult;
import dev.godwit.checkers.CheckedTable;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.LedgerChecker;
import dev.godwit.checkers.RowComparison;
import dev.godwit.checkers.Whereabouts;
import dev.godwit.core.TimeSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Two databases of one PostgreSQL server, with an empty table of pots each. */
public final class Databases implements AutoCloseable {
    public static final String USER = "postgres";
    private static final String LEGACY = "legacy";
    private static final String TARGET = "target";
    private static final CheckedTable TABLE = new CheckedTable("pots", "id", "owner");

    private final EmbeddedPostgres server;

    Databases() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "100")
                .start();
        for (String name : List.of(LEGACY, TARGET)) {
            execute("postgres", "create database " + name);
            execute(
                    name,
                    "create table pots (id bigint primary key, owner text not null,"
                            + " amount bigint not null, version bigint not null)");
            execute(name, "create index pots_owner on pots (owner)");
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase(USER, database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The JDBC URL of the store in which everything begins. */
    public String legacyUrl() {
        return url(LEGACY);
    }

    /** The JDBC URL of the store to which it moves. */
    public String targetUrl() {
        return url(TARGET);
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    /** What independent checkers say about both databases when nobody writes: equal rows, right totals. */
    List<CheckResult> check(long total, long owners, TimeSource time) throws SQLException {
        DatabaseSide one = side(LEGACY, legacyUrl());
        DatabaseSide other = side(TARGET, targetUrl());
        return List.of(
                RowComparison.compare(TABLE, one, other, owner -> Whereabouts.BOTH, time),
                LedgerChecker.checkBooks(TABLE, "amount", one, total, owners, time),
                LedgerChecker.checkBooks(TABLE, "amount", other, total, owners, time));
    }

    private static DatabaseSide side(String name, String url) {
        return new DatabaseSide(name, url, USER, "");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
