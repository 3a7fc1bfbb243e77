package dev.godwit.jdbc.kit;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Entity;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.jdbc.PostgresStores;
import dev.godwit.testkit.kit.KeyColumn;
import dev.godwit.testkit.kit.Statements;
import dev.godwit.testkit.kit.TestRow;
import dev.godwit.testkit.kit.TestStore;
import dev.godwit.testkit.kit.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A table in a PostgreSQL database, and the stores on it. */
final class PostgresTestStore implements TestStore {
    /** Everything that somebody can make in a database, by a name that says what it is. */
    private static final String OBJECTS = """
            select 'schema ' || nspname::text from pg_catalog.pg_namespace
            union all select 'relation ' || oid::text || ' ' || relname::text from pg_catalog.pg_class
            union all select 'function ' || oid::text || ' ' || proname::text from pg_catalog.pg_proc
            union all select 'type ' || oid::text || ' ' || typname::text from pg_catalog.pg_type
            union all select 'trigger ' || oid::text || ' ' || tgname::text from pg_catalog.pg_trigger
            union all select 'constraint ' || oid::text || ' ' || conname::text from pg_catalog.pg_constraint
            """;

    /** Name and type of each column; the key's type differs from table to table. */
    private static final SequencedMap<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("id", "");
        COLUMNS.put("creator", "text");
        COLUMNS.put("body", "text");
        COLUMNS.put("happened", "timestamp with time zone");
        COLUMNS.put("weight", "double precision");
        COLUMNS.put("price", "numeric");
        COLUMNS.put("bytes", "bytea");
        COLUMNS.put("span", "interval");
        COLUMNS.put("tags", "text[]");
    }

    private final Place place;
    private final StoreName name;
    private final Keyspace keyspace;
    private final String table;
    private final String keyType;
    private final Store store;
    private final ApplicationStore<Connection> application;
    private final RowShape shape;
    private final List<Store> further = new ArrayList<>();

    /** Where it is. */
    record Place(KitServer server, String database, HikariDataSource application, boolean rowSecurity) {
        void execute(String... statements) {
            server.execute(database, statements);
        }
    }

    private PostgresTestStore(Place place, StoreName name, Keyspace keyspace, KeyColumn key) {
        this.place = place;
        this.name = name;
        this.keyspace = keyspace;
        Entity entity = keyspace.entities().getFirst();
        this.table = "public." + entity.table();
        this.keyType = key.definition().startsWith("varchar")
                ? "character varying"
                : key.definition().split(" ")[0];
        this.store = open(place.rowSecurity() ? KitServer.MOVER : "postgres");
        this.application = PostgresStores.openForApplication(keyspace, name, place.application());
        this.shape = new RowShape(
                entity,
                COLUMNS.entrySet().stream()
                        .map(column -> new RowShape.Column(
                                column.getKey(), column.getValue().isEmpty() ? keyType : column.getValue()))
                        .toList());
    }

    static PostgresTestStore create(Place place, StoreName name, Keyspace keyspace, KeyColumn key) {
        String table = "public." + keyspace.entities().getFirst().table();
        place.execute(
                "create table " + table + " (id " + key.definition() + " primary key, "
                        + COLUMNS.entrySet().stream()
                                .skip(1)
                                .map(column -> column.getKey() + " " + column.getValue())
                                .collect(Collectors.joining(", "))
                        + ")",
                "alter table " + table + " alter creator set not null",
                "create index on " + table + " (creator)",
                "grant select, insert, update, delete on " + table + " to " + KitServer.APPLICATION);
        if (place.rowSecurity()) {
            place.execute(
                    "alter table " + table + " owner to " + KitServer.MOVER,
                    "alter table " + table + " enable row level security",
                    "alter table " + table + " force row level security",
                    "create policy application on " + table + " to " + KitServer.APPLICATION + " using (true)");
        }
        return new PostgresTestStore(place, name, keyspace, key);
    }

    private Store open(String user) {
        return PostgresStores.open(
                keyspace,
                new StoreAddress(name, place.server().url(place.database()), Optional.of(user), Optional.empty(), 6));
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
        try {
            Connection connection = place.application().getConnection();
            connection.setTransactionIsolation(
                    switch (isolation) {
                        case READ_COMMITTED -> Connection.TRANSACTION_READ_COMMITTED;
                        case REPEATABLE_READ -> Connection.TRANSACTION_REPEATABLE_READ;
                        case SERIALIZABLE -> Connection.TRANSACTION_SERIALIZABLE;
                    });
            return new PostgresWriter(connection, table, keyType);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Statements in(Session<?> session) {
        return new PostgresStatements((Connection) session.connection(), table, keyType);
    }

    @Override
    public List<TestRow> rows() {
        return new PostgresStatements(place.server().connection(place.database()), table, keyType).rows();
    }

    @Override
    public Set<String> inventory() {
        return new TreeSet<>(place.server().query(place.database(), OBJECTS));
    }

    @Override
    public Optional<Store> blinded() {
        place.execute(
                "alter table " + table + " enable row level security",
                "grant all on " + table + " to " + KitServer.BLIND);
        for (String schema : place.server()
                .query(place.database(), "select nspname from pg_catalog.pg_namespace where nspname ~ '^godwit_'")) {
            place.execute(
                    "grant all on schema " + schema + " to " + KitServer.BLIND,
                    "grant all on all tables in schema " + schema + " to " + KitServer.BLIND,
                    "grant all on all sequences in schema " + schema + " to " + KitServer.BLIND,
                    "grant all on all functions in schema " + schema + " to " + KitServer.BLIND);
        }
        Store blinded = open(KitServer.BLIND);
        further.add(blinded);
        return Optional.of(blinded);
    }

    @Override
    public void close() {
        further.forEach(Store::close);
        store.close();
    }
}
