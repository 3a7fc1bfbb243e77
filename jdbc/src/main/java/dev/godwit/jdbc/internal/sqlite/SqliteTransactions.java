package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.sqlite.SQLiteConnection;

/**
 * Transactions of the control plane. SQLite has one writer: a writing transaction begins by becoming it, so that nothing
 * it has read can be old when it writes, and whoever waits for that asks again every millisecond, for the database's own
 * way of waiting grows too slow for a pause. Thread-safe.
 */
final class SqliteTransactions {
    /** For what a cutover's pause contains. */
    static final Duration SHORT = Duration.ofMillis(250);
    /** For movers, who may wait for an application's long transaction. */
    static final Duration LONG = Duration.ofSeconds(5);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(1);

    private final StoreName store;
    private final DataSource connections;
    private final TimeSource time;

    SqliteTransactions(StoreName store, DataSource connections, TimeSource time) {
        this.store = store;
        this.connections = connections;
        this.time = time;
    }

    /** Work on one connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /** Runs work in one snapshot. */
    <T> T read(Work<T> work) {
        return on(sql -> inside(sql, "begin", work));
    }

    /** Runs work as the writer and commits durably. */
    <T> T write(Duration patience, Work<T> work) {
        return on(sql -> {
            persist(sql, "begin immediate", patience);
            return committed(sql, patience, work);
        });
    }

    /** Runs work outside of any transaction. */
    <T> T on(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            return work.run(new Sql(connection));
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private GodwitException translate(SQLException failure) {
        // The pool hides why it has no connection behind an exception of its own.
        SQLException cause = failure;
        while (cause.getCause() instanceof SQLException deeper) {
            cause = deeper;
        }
        return SqliteFailures.translate(store, cause);
    }

    private <T> T inside(Sql sql, String begin, Work<T> work) throws SQLException {
        sql.run(begin);
        return committed(sql, SHORT, work);
    }

    private <T> T committed(Sql sql, Duration patience, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.run(sql);
            // Where the journal is no write-ahead log, a commit waits for readers.
            persist(sql, "commit", patience);
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback(sql);
            }
        }
    }

    private static void rollback(Sql sql) throws SQLException {
        try {
            sql.run("rollback");
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw e;
            }
        }
    }

    private void persist(Sql sql, String statement, Duration patience) throws SQLException {
        SQLiteConnection physical = sql.connection().unwrap(SQLiteConnection.class);
        int usual = physical.getBusyTimeout();
        physical.setBusyTimeout(0);
        try {
            ask(sql, statement, patience);
        } finally {
            physical.setBusyTimeout(usual);
        }
    }

    private void ask(Sql sql, String statement, Duration patience) throws SQLException {
        long start = time.monotonicNanos();
        Optional<SQLException> busy = attempt(sql, statement);
        while (busy.isPresent()) {
            if (time.since(start).compareTo(patience) > 0) {
                throw busy.get();
            }
            try {
                time.sleep(BETWEEN_ATTEMPTS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw busy.get();
            }
            busy = attempt(sql, statement);
        }
    }

    private static Optional<SQLException> attempt(Sql sql, String statement) throws SQLException {
        try {
            sql.run(statement);
            return Optional.empty();
        } catch (SQLException e) {
            if (!SqliteFailures.busy(e)) {
                throw e;
            }
            return Optional.of(e);
        }
    }
}
