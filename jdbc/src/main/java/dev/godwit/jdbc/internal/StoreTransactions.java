package dev.godwit.jdbc.internal;

import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Runs work in one explicit transaction. The connections come from {@link ControlConnections}, whose sessions are READ
 * COMMITTED, synchronous in their commits and free of row security, whatever the database's defaults are. Thread-safe.
 */
public final class StoreTransactions {
    private final StoreName store;
    private final DataSource connections;

    public StoreTransactions(StoreName store, DataSource connections) {
        this.store = store;
        this.connections = connections;
    }

    /** Work with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Runs the work and commits.
     *
     * @throws GodwitException with the code that {@link Failures} finds; {@code STORE_OUTCOME_UNKNOWN} when the commit
     *     itself failed without an answer
     */
    public <T> T write(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            T result;
            try {
                result = work.run(connection);
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
            commit(connection);
            return result;
        } catch (SQLException e) {
            throw Failures.translate(store, e);
        }
    }

    /**
     * Changes something in one round trip: BEGIN, the statements and the commit travel together.
     *
     * @param statements the last one is an update
     * @return how many rows the last one changed
     * @throws GodwitException with {@code STORE_OUTCOME_UNKNOWN} whenever the answer is lost, for the commit was sent too
     */
    public int changeAtOnce(List<String> statements, Object... parameters) {
        return changeAtOnce(connection -> Pipeline.updateAndCommit(connection, statements, parameters));
    }

    /** As {@link #changeAtOnce}, for an update that returns rows. */
    <T> List<T> changeAtOnce(List<String> statements, Pipeline.RowReader<T> reader, Object... parameters) {
        return changeAtOnce(connection -> Pipeline.queryAndCommit(connection, statements, reader, parameters));
    }

    /**
     * Runs work of one statement text that ends with its own commit, in one round trip.
     *
     * @throws GodwitException with {@code STORE_OUTCOME_UNKNOWN} whenever the answer is lost, for the commit was sent too
     */
    <T> T changeAtOnce(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            try {
                return work.run(connection);
            } catch (SQLException e) {
                rollBack(connection, e);
                throw Failures.translateWithCommit(store, e);
            }
        } catch (SQLException e) {
            throw Failures.translate(store, e);
        }
    }

    /** Runs work of one statement that only reads, in one round trip: the statement is a transaction of its own. */
    public <T> T readAtOnce(Work<T> statement) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(true);
            try {
                return statement.run(connection);
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            throw Failures.translate(store, e);
        }
    }

    /** As {@link #readAtOnce(Work)}, with the rows of the one statement. */
    <T> List<T> readAtOnce(String statement, Pipeline.RowReader<T> reader, Object... parameters) {
        return readAtOnce(connection -> Pipeline.query(connection, List.of(statement), reader, parameters));
    }

    /** Runs the work in one transaction and rolls it back, for it only reads. */
    public <T> T read(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            try {
                return work.run(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw Failures.translate(store, e);
        }
    }

    private void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw Failures.translateCommit(store, e);
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
