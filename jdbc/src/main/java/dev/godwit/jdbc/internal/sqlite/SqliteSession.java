package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ApplicationStore.Extent;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteConnectionConfig;

/**
 * One transaction of an application. One that may write becomes the file's writer with its first statement, so that what
 * it has read can't be old when it writes. Reads at READ COMMITTED are a snapshot for each statement, other reads one
 * snapshot. Not thread-safe.
 */
final class SqliteSession implements Session<Connection> {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteSession.class);

    private final SqliteApplicationStore store;
    private final Connection connection;
    private final Sql sql;
    private final boolean readOnly;
    private final boolean oneSnapshot;
    private boolean begun;
    private boolean ended;

    /** @param connection outside of any transaction */
    SqliteSession(SqliteApplicationStore store, Connection connection, TransactionOptions options) {
        this.store = store;
        this.connection = connection;
        this.sql = new Sql(connection);
        this.readOnly = options.readOnly();
        this.oneSnapshot = !readOnly || options.isolation() != Isolation.READ_COMMITTED;
    }

    /** A piece of work in the transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    @Override
    public Connection connection() {
        return own(() -> connection);
    }

    @Override
    public void enter(Set<UnitId> units) {
        own(() -> {
            for (UnitId unit : new TreeSet<>(units)) {
                store.standings().requireHome(sql, unit);
            }
            return units;
        });
    }

    @Override
    public Standing standing(UnitId unit) {
        return own(() -> store.standings().of(sql, unit));
    }

    @Override
    public UnitsInFlight unitsInFlight() {
        return own(() -> store.standings().inFlight(sql));
    }

    @Override
    public void choose(Set<UnitId> units) {
        own(() -> {
            sql.run("pragma query_only = off");
            store.chosenUnits(sql).choose(sql, units);
            if (readOnly) {
                sql.run("pragma query_only = on");
            }
            return units;
        });
    }

    @Override
    public Extent extent() {
        return own(() -> store.standings().extent(sql));
    }

    /** A snapshot knows nothing of now, so it is asked beside it; a writer's snapshot is now. */
    @Override
    public boolean fenced() {
        return own(() ->
                (readOnly && oneSnapshot) ? store.fenced() : store.standings().fenced(sql));
    }

    @Override
    public void commit() {
        ended = true;
        own(() -> {
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return true;
        });
    }

    @Override
    public List<Standing> commitThenLook(Set<UnitId> units) {
        commit();
        return own(() -> {
            connection.setAutoCommit(true);
            List<Standing> standings = new ArrayList<>();
            for (UnitId unit : units) {
                standings.add(store.standings().of(sql, unit));
            }
            return standings;
        });
    }

    @Override
    public void rollback() {
        ended = true;
        own(() -> {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return true;
        });
    }

    /** Never throws: whoever closes has its result already, and the database rolls back when a connection is lost. */
    @Override
    public void close() {
        try (connection) {
            if (!ended) {
                rollback();
            }
            connection.setAutoCommit(true);
            if (readOnly) {
                sql.run("pragma query_only = off");
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("store {}: a connection was lost while it was given back", store.name(), e);
        }
    }

    /** Runs statements that name nothing but what Godwit installs. */
    private <T> T own(Work<T> work) {
        try {
            if (!begun) {
                begin();
                begun = true;
            }
            return work.run();
        } catch (SQLException e) {
            throw SqliteFailures.translateOwn(store.name(), e);
        }
    }

    /** The driver begins each next transaction in the mode of its settings, so that is only set for this beginning. */
    private void begin() throws SQLException {
        if (readOnly) {
            sql.run("pragma query_only = on");
        }
        if (oneSnapshot) {
            SQLiteConnectionConfig settings =
                    connection.unwrap(SQLiteConnection.class).getConnectionConfig();
            settings.setTransactionMode(readOnly ? TransactionMode.DEFERRED : TransactionMode.IMMEDIATE);
            try {
                connection.setAutoCommit(false);
            } finally {
                settings.setTransactionMode(TransactionMode.DEFERRED);
            }
        }
    }
}
