package dev.godwit.jdbc.internal.sqlite;

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

/** One keyspace in one SQLite file, for the control plane. Thread-safe. */
public final class SqliteStore implements Store {
    private final StoreName name;
    private final HikariDataSource connections;
    private final SqliteInstallation installation;
    private final SqliteFences fences;
    private final SqliteMarks marks;
    private final SqliteRows rows;
    private final SqliteKeySequences keySequences;
    private final SqliteFacts facts;
    private final SqliteFingerprint fingerprint;
    private final SqliteHistory history;
    private final WriterWatch writers;
    private final UnitQuery unitQuery;

    public SqliteStore(StoreName name, Keyspace keyspace, HikariDataSource connections, TimeSource time) {
        this.name = name;
        this.connections = connections;
        StoreObjects objects = new StoreObjects(keyspace.name());
        SqliteTransactions transactions = new SqliteTransactions(name, connections, time);
        EntityTables tables = new EntityTables(name, keyspace, transactions);
        DrainedMarks drained = new DrainedMarks(time);
        UnitListing listing = new UnitListing(objects, tables, transactions);
        this.installation = new SqliteInstallation(keyspace, objects, tables, transactions);
        this.marks = new SqliteMarks(objects, transactions, drained);
        this.writers = new WriterWatch(name, connections);
        this.fences = new SqliteFences(name, objects, transactions, marks, writers, listing);
        this.rows = new SqliteRows(
                tables,
                transactions,
                marks,
                listing,
                new SourceRows(name, tables, transactions, marks),
                new MirrorRows(name, objects, tables, transactions));
        this.unitQuery = new UnitQuery(name, transactions, time);
        this.keySequences = new SqliteKeySequences(name, transactions);
        this.facts = new SqliteFacts(name, keyspace, installation, tables, transactions);
        this.fingerprint = new SqliteFingerprint(name, keyspace, objects, transactions);
        this.history = new SqliteHistory(objects, transactions, drained::forget);
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

    /** What keeps values from moving is among the facts: a file's columns hold nobody to their types. */
    @Override
    public RowTrials rowTrials() {
        return RowTrials.NONE;
    }

    @Override
    public StoreFacts facts() {
        SqliteConnections.requireFile(name, connections);
        return facts.read();
    }

    @Override
    public List<UnitId> units(String query, int limit) {
        return unitQuery.units(query, limit);
    }

    @Override
    public SeenStatements seenStatements() {
        return new SeenStatements.Unknown();
    }

    /** A library has no list of those who use it; how long commits take is what the copy is slowed down by. */
    @Override
    public Load load() {
        return Load.NONE;
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
    public Artefacts artefacts() {
        return installation.artefacts();
    }

    @Override
    public void uninstall() {
        installation.uninstall();
    }

    @Override
    public List<String> installStatements(Role defaultRole) {
        return installation.statements(defaultRole);
    }

    @Override
    public List<String> requiredRights() {
        return List.of("to read and write the database's file, and to make files in its folder");
    }

    @Override
    public Fingerprint fingerprint() {
        return fingerprint.read();
    }

    @Override
    public Optional<LockHolder> oldestWriterBefore(String position) {
        return writers.olderThan(position);
    }

    @Override
    public String position() {
        return writers.position();
    }

    /** A file has no standbys. */
    @Override
    public void flushToStandbys() {}

    @Override
    public void close() {
        connections.close();
    }
}
