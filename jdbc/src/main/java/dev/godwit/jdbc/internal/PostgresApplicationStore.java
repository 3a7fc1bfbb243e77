package dev.godwit.jdbc.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.Heir;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** One PostgreSQL store inside an application. Thread-safe. */
public final class PostgresApplicationStore implements ApplicationStore<Connection> {
    private static final String READ_COMMITTED = "set transaction isolation level read committed";

    private final StoreName name;
    private final Keyspace keyspace;
    private final KeyspaceSchema schema;
    private final DataSource connections;
    private final Runnable closeConnections;
    private final Standings standings;
    private final Acquaintances acquaintances;

    /** The connections may be a pool of the application; then closing them stays its own business. */
    public PostgresApplicationStore(
            StoreName name, Keyspace keyspace, DataSource connections, Runnable closeConnections) {
        this.name = name;
        this.keyspace = keyspace;
        this.schema = new KeyspaceSchema(keyspace.name());
        this.connections = connections;
        this.closeConnections = closeConnections;
        this.standings = new Standings(name, schema);
        this.acquaintances = new Acquaintances(name);
    }

    @Override
    public StoreName name() {
        return name;
    }

    @Override
    public Session<Connection> begin(TransactionOptions options) {
        try {
            Connection connection = connections.getConnection();
            try {
                connection.setAutoCommit(false);
                List<String> unsaid = unsaid(options, acquaintances.defaultIsolationOf(connection));
                connection.setReadOnly(options.readOnly());
                return new PostgresSession(name, schema, standings, connection, unsaid);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Failures.translate(name, e);
        }
    }

    private static List<String> unsaid(TransactionOptions options, TransactionOptions.Isolation usual) {
        List<String> statements = new ArrayList<>();
        if (options.isolation() != usual) {
            statements.add("set transaction isolation level "
                    + options.isolation().name().replace('_', ' ').toLowerCase(Locale.ROOT));
        }
        if (options.timeoutMillis() > 0) {
            statements.add("set local statement_timeout = " + options.timeoutMillis());
        }
        return List.copyOf(statements);
    }

    /** One round trip: a statement outside of any transaction is one of its own. */
    @Override
    public Standing standing(UnitId unit) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(true);
            return standings.of(connection, unit, List.of());
        } catch (SQLException e) {
            throw Refusals.translateOwn(name, e);
        }
    }

    @Override
    public boolean fenced() {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(true);
            return standings.fenced(connection, List.of());
        } catch (SQLException e) {
            throw Failures.translate(name, e);
        }
    }

    @Override
    public Optional<Refusal> refusal(Throwable failure) {
        return Refusals.in(failure);
    }

    @Override
    public boolean completePromotion(UnitId unit, Heir heir) {
        List<String> statements =
                List.of(READ_COMMITTED, "select " + schema.qualified("complete_promotion") + "(?, ?, ?)");
        return new StoreTransactions(name, connections).write(connection -> {
            connection.setAutoCommit(false);
            return Pipeline.query(
                            connection,
                            statements,
                            row -> row.getBoolean(1),
                            unit.value(),
                            heir.store().value(),
                            heir.epoch().value())
                    .getFirst();
        });
    }

    @Override
    public String homeTable(EntityName entity) {
        return schema.qualified(schema.homeView(keyspace.entity(entity).name()));
    }

    @Override
    public String restTable(EntityName entity) {
        return schema.qualified(schema.restView(keyspace.entity(entity).name()));
    }

    @Override
    public String chosenTable(EntityName entity) {
        return schema.qualified(schema.chosenView(keyspace.entity(entity).name()));
    }

    @Override
    public String table(EntityName entity) {
        return Identifiers.quoteTable(keyspace.entity(entity).tableIn(name));
    }

    @Override
    public void close() {
        closeConnections.run();
    }
}
