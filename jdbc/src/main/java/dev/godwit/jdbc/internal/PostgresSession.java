package dev.godwit.jdbc.internal;

import dev.godwit.core.ApplicationStore.Extent;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction of an application. BEGIN and the options of the transaction travel with its first statement. Not
 * thread-safe.
 */
final class PostgresSession implements Session<Connection> {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSession.class);

    private final StoreName store;
    private final KeyspaceSchema schema;
    private final Standings standings;
    private final Connection connection;
    private List<String> unsentOptions;
    private boolean ended;

    PostgresSession(
            StoreName store, KeyspaceSchema schema, Standings standings, Connection connection, List<String> options) {
        this.store = store;
        this.schema = schema;
        this.standings = standings;
        this.connection = connection;
        this.unsentOptions = options;
    }

    /** A piece of work in the transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T run(List<String> optionsFirst) throws SQLException;
    }

    @Override
    public Connection connection() {
        if (!unsentOptions.isEmpty()) {
            own(options -> {
                Statements.run(connection, List.of(String.join("; ", options)));
                return connection;
            });
        }
        return connection;
    }

    @Override
    public void enter(Set<UnitId> units) {
        String[] sorted = new TreeSet<>(units).stream().map(UnitId::value).toArray(String[]::new);
        own(options -> {
            List<String> statements = new ArrayList<>(options);
            statements.add("select " + schema.qualified("enter") + "(?)");
            return Pipeline.query(connection, statements, row -> "entered", (Object) sorted);
        });
    }

    @Override
    public Standing standing(UnitId unit) {
        return own(options -> standings.of(connection, unit, options));
    }

    @Override
    public UnitsInFlight unitsInFlight() {
        return own(options -> standings.inFlight(connection, options));
    }

    @Override
    public void choose(Set<UnitId> units) {
        String[] names = units.stream().map(UnitId::value).toArray(String[]::new);
        own(options -> {
            List<String> statements = new ArrayList<>(options);
            statements.add("select pg_catalog.set_config(" + Identifiers.literal(schema.unitsSetting())
                    + ", ?::pg_catalog.text, true)");
            return Pipeline.query(connection, statements, row -> "chosen", (Object) names);
        });
    }

    @Override
    public Extent extent() {
        return own(options -> standings.extent(connection, options));
    }

    @Override
    public boolean fenced() {
        return own(options -> standings.fenced(connection, options));
    }

    @Override
    public void commit() {
        ended = true;
        try {
            connection.commit();
        } catch (SQLException e) {
            throw Refusals.translateCommit(store, e);
        }
    }

    @Override
    public List<Standing> commitThenLook(Set<UnitId> units) {
        ended = true;
        return own(options -> standings.afterCommit(connection, units));
    }

    @Override
    public void rollback() {
        ended = true;
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw Failures.translate(store, e);
        }
    }

    /** Never throws: whoever closes has its result already, and the database rolls back when a connection is lost. */
    @Override
    public void close() {
        try (connection) {
            if (!ended) {
                rollback();
            }
        } catch (SQLException | GodwitException e) {
            LOG.debug("store {}: a connection was lost while it was given back", store, e);
        }
    }

    /** Runs statements that name nothing but what Godwit installs. */
    private <T> T own(Work<T> work) {
        List<String> options = unsentOptions;
        unsentOptions = List.of();
        try {
            return work.run(options);
        } catch (SQLException e) {
            throw Refusals.translateOwn(store, e);
        }
    }
}
