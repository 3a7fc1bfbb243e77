package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.Heir;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** One SQLite file inside an application. Thread-safe. */
public final class SqliteApplicationStore implements ApplicationStore<Connection> {
    private final StoreName name;
    private final Keyspace keyspace;
    private final StoreObjects objects;
    private final DataSource connections;
    private final Runnable closeConnections;
    private final SqliteStandings standings;
    private final SqliteTransactions transactions;
    private final EntityTables tables;

    /** The connections may be a pool of the application; then closing them stays its own business. */
    public SqliteApplicationStore(
            StoreName name, Keyspace keyspace, DataSource connections, Runnable closeConnections) {
        this.name = name;
        this.keyspace = keyspace;
        this.objects = new StoreObjects(keyspace.name());
        this.connections = connections;
        this.closeConnections = closeConnections;
        this.standings = new SqliteStandings(name, objects);
        this.transactions = new SqliteTransactions(name, connections, new SystemTime());
        this.tables = new EntityTables(name, keyspace, transactions);
    }

    SqliteStandings standings() {
        return standings;
    }

    ChosenUnits chosenUnits(Sql sql) throws SQLException {
        return new ChosenUnits(objects, new StoreSchema(objects, keyspace, tables.read(sql)));
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
                connection.setAutoCommit(true);
                return new SqliteSession(this, connection, options);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteFailures.translate(name, e);
        }
    }

    @Override
    public Standing standing(UnitId unit) {
        return aside(sql -> standings.of(sql, unit));
    }

    @Override
    public boolean fenced() {
        return aside(standings::fenced);
    }

    private <T> T aside(SqliteTransactions.Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(true);
            return work.run(new Sql(connection));
        } catch (SQLException e) {
            throw SqliteFailures.translateOwn(name, e);
        }
    }

    @Override
    public Optional<Refusal> refusal(Throwable failure) {
        return SqliteFailures.refusal(failure);
    }

    /** Committed durably, whatever the application's own commits are. */
    @Override
    public boolean completePromotion(UnitId unit, Heir heir) {
        return aside(sql -> {
            int usual = sql.first("pragma synchronous", row -> row.getInt(1)).orElseThrow();
            sql.run("pragma synchronous = " + SynchronousMode.FULL);
            try {
                // Only the epoch that the row has is worth trying: the heir tells whether it is the right one.
                return sql.first(
                                "select epoch from " + objects.fence() + " where unit = ? and heir_store = ?",
                                row -> row.getLong(1),
                                unit.value(),
                                heir.store().value())
                        .map(epoch -> new Promote(unit, new Epoch(epoch), heir))
                        .filter(promote -> changed(sql, promote))
                        .isPresent();
            } finally {
                sql.run("pragma synchronous = " + usual);
            }
        });
    }

    private boolean changed(Sql sql, Promote promote) {
        FenceChangeSql change = FenceChangeSql.of(objects, promote);
        try {
            return sql.update(change.statement(), change.parameters()) == 1;
        } catch (SQLException e) {
            throw SqliteFailures.translateOwn(name, e);
        }
    }

    @Override
    public String homeTable(EntityName entity) {
        return objects.homeView(keyspace.entity(entity).name());
    }

    @Override
    public String restTable(EntityName entity) {
        return objects.restView(keyspace.entity(entity).name());
    }

    @Override
    public String chosenTable(EntityName entity) {
        return objects.chosenView(keyspace.entity(entity).name());
    }

    @Override
    public String table(EntityName entity) {
        return StoreObjects.table(keyspace.entity(entity).tableIn(name));
    }

    @Override
    public void close() {
        closeConnections.run();
    }
}
