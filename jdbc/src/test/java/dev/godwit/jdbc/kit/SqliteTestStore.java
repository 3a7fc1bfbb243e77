package dev.godwit.jdbc.kit;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Entity;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.jdbc.SqliteStores;
import dev.godwit.testkit.kit.KeyColumn;
import dev.godwit.testkit.kit.Statements;
import dev.godwit.testkit.kit.TestRow;
import dev.godwit.testkit.kit.TestStore;
import dev.godwit.testkit.kit.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A table in a SQLite file, and the stores on it. */
final class SqliteTestStore implements TestStore {
    private final SqliteFile file;
    private final String table;
    private final Store store;
    private final ApplicationStore<Connection> application;
    private final RowShape shape;

    private SqliteTestStore(SqliteFile file, StoreName name, Keyspace keyspace) {
        Entity entity = keyspace.entities().getFirst();
        this.file = file;
        this.table = entity.table();
        StoreAddress address = new StoreAddress(name, file.url(), Optional.empty(), Optional.empty(), 6);
        this.store = SqliteStores.open(keyspace, address);
        this.application = SqliteStores.openForApplication(keyspace, address);
        this.shape = new RowShape(
                entity,
                Stream.of("id", "creator", "body", "weight", "price", "bytes", "loose")
                        .map(column -> new RowShape.Column(column, ""))
                        .toList());
    }

    static SqliteTestStore create(
            SqliteFile file, SqliteSetting setting, StoreName name, Keyspace keyspace, KeyColumn key) {
        String table = keyspace.entities().getFirst().table();
        String anything = setting.strict() ? "any" : "";
        file.execute(
                "create table " + table + " (id " + key.definition() + " primary key, creator text not null, body text,"
                        + " weight real, price " + (setting.strict() ? "real" : "numeric") + ", bytes blob, loose "
                        + anything + ") " + setting.tableOptions(),
                "create index " + table + "_creator on " + table + " (creator)");
        return new SqliteTestStore(file, name, keyspace);
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public ApplicationStore<?> application() {
        return application;
    }

    @Override
    public RowShape shape() {
        return shape;
    }

    @Override
    public Writer begin(Isolation isolation) {
        return new SqliteWriter(file.connect(), table, isolation);
    }

    @Override
    public Statements in(Session<?> session) {
        return new SqliteStatements((Connection) session.connection(), table);
    }

    @Override
    public List<TestRow> rows() {
        try (Connection connection = file.connect()) {
            return new SqliteStatements(connection, table).rows();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SQLite keeps an empty table of its own once somebody has used AUTOINCREMENT, and lets nobody drop it. */
    @Override
    public Set<String> inventory() {
        try (Connection connection = file.connect();
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("select type || ' ' || name from sqlite_master where name <> 'sqlite_sequence'"
                                + " union all select 'number of ' || name from sqlite_sequence")) {
            Set<String> names = new TreeSet<>();
            while (found.next()) {
                names.add(found.getString(1));
            }
            return names;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("no such table: sqlite_sequence")) {
                file.execute("create table first_use (n integer primary key autoincrement)", "drop table first_use");
                return inventory();
            }
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<Store> blinded() {
        return Optional.empty();
    }

    @Override
    public void close() {
        application.close();
        store.close();
    }
}
