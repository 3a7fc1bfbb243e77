package dev.godwit.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.Fences;
import dev.godwit.core.Incarnation;
import dev.godwit.core.KeySequences;
import dev.godwit.core.Keyspace;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Marks;
import dev.godwit.core.Role;
import dev.godwit.core.RowTrials;
import dev.godwit.core.Rows;
import dev.godwit.core.SeenStatements;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Optional;

/** One keyspace in one PostgreSQL database, for the control plane. Thread-safe. */
public final class PostgresStore implements Store {
    private final StoreName name;
    private final HikariDataSource connections;
    private final PostgresInstallation installation;
    private final RequiredRights requiredRights;
    private final PostgresFences fences;
    private final PostgresMarks marks;
    private final PostgresRows rows;
    private final PostgresKeySequences keySequences;
    private final PostgresRowTrials rowTrials;
    private final StatementStatistics statistics;
    private final ServerLoad load;
    private final UnitQuery unitQuery;
    private final PostgresFacts facts;
    private final PostgresFingerprint fingerprint;
    private final StoreHistory history;
    private final StandbyFlush standbyFlush;

    public PostgresStore(StoreName name, Keyspace keyspace, HikariDataSource connections, TimeSource time) {
        this.name = name;
        this.connections = connections;
        KeyspaceSchema schema = new KeyspaceSchema(keyspace.name());
        StoreTransactions transactions = new StoreTransactions(name, connections);
        TableCatalog catalog = new TableCatalog(name, keyspace, transactions);
        this.installation = new PostgresInstallation(name, keyspace, schema, catalog, transactions, time);
        this.requiredRights = new RequiredRights(name, keyspace, schema);
        this.standbyFlush = new StandbyFlush(name, transactions, time);
        this.fences = new PostgresFences(name, keyspace, schema, catalog, transactions, standbyFlush);
        this.marks = new PostgresMarks(schema, transactions);
        this.rows = new PostgresRows(schema, catalog, transactions);
        this.keySequences = new PostgresKeySequences(name, schema, transactions);
        this.rowTrials = new PostgresRowTrials(keyspace, catalog, transactions);
        this.statistics = new StatementStatistics(name, keyspace, transactions);
        this.load = new ServerLoad(transactions);
        this.unitQuery = new UnitQuery(name, transactions);
        this.facts = new PostgresFacts(name, keyspace, schema, catalog, transactions);
        this.fingerprint = new PostgresFingerprint(name, keyspace, schema, transactions);
        this.history = new StoreHistory(name, transactions);
    }

    @Override
    public StoreName name() {
        return name;
    }

    @Override
    public Incarnation incarnation() {
        return history.incarnation();
    }

    @Override
    public Fences fences() {
        return fences;
    }

    @Override
    public Marks marks() {
        return marks;
    }

    @Override
    public Rows rows() {
        return rows;
    }

    @Override
    public KeySequences keySequences() {
        return keySequences;
    }

    @Override
    public RowTrials rowTrials() {
        return rowTrials;
    }

    @Override
    public List<UnitId> units(String query, int limit) {
        return unitQuery.units(query, limit);
    }

    @Override
    public StoreFacts facts() {
        Knock.at(name, connections);
        return facts.read();
    }

    @Override
    public SeenStatements seenStatements() {
        return statistics.read();
    }

    @Override
    public Load load() {
        return load.read();
    }

    @Override
    public void install(Role defaultRole) {
        installation.install(defaultRole);
    }

    @Override
    public boolean installed() {
        return installation.installed();
    }

    @Override
    public void uninstall() {
        installation.uninstall();
    }

    @Override
    public Artefacts artefacts() {
        return installation.artefacts();
    }

    @Override
    public List<String> installStatements(Role defaultRole) {
        return installation.statements(defaultRole);
    }

    @Override
    public List<String> requiredRights() {
        return requiredRights.inWords();
    }

    @Override
    public Fingerprint fingerprint() {
        return fingerprint.read();
    }

    @Override
    public Optional<LockHolder> oldestWriterBefore(String position) {
        return history.oldestWriterBefore(position);
    }

    @Override
    public String position() {
        return history.position();
    }

    @Override
    public void flushToStandbys() {
        standbyFlush.await();
    }

    @Override
    public void close() {
        connections.close();
    }
}
