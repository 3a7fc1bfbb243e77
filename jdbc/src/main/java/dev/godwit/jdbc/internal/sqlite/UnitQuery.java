package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.internal.UnitAnswer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** Asks a query of the plan which units a wave takes. It is the operator's own SQL, and can only read. Thread-safe. */
final class UnitQuery {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int INSTRUCTIONS_BETWEEN_LOOKS = 100_000;

    private final StoreName store;
    private final SqliteTransactions transactions;
    private final TimeSource time;

    UnitQuery(StoreName store, SqliteTransactions transactions, TimeSource time) {
        this.store = store;
        this.transactions = transactions;
        this.time = time;
    }

    List<UnitId> units(String query, int limit) {
        try {
            return transactions.read(sql -> {
                sql.run("pragma query_only = on");
                try {
                    return bounded(sql.connection(), query, limit);
                } finally {
                    sql.run("pragma query_only = off");
                }
            });
        } catch (GodwitException e) {
            throw UnitAnswer.judged(e);
        }
    }

    private List<UnitId> bounded(Connection connection, String query, int limit) throws SQLException {
        long start = time.monotonicNanos();
        Connection physical = connection.unwrap(SQLiteConnection.class);
        ProgressHandler.setHandler(physical, INSTRUCTIONS_BETWEEN_LOOKS, new ProgressHandler() {
            @Override
            protected int progress() {
                return time.since(start).compareTo(PATIENCE) > 0 ? 1 : 0;
            }
        });
        try {
            return read(connection, query, limit);
        } finally {
            ProgressHandler.clearHandler(physical);
        }
    }

    private List<UnitId> read(Connection connection, String query, int limit) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(UnitAnswer.limited(query, limit))) {
            return UnitAnswer.read(store, found);
        }
    }
}
