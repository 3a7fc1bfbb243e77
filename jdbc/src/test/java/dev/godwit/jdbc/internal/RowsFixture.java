package dev.godwit.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.Chunk;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Fence;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One store with the table {@code notes}, which no unit has its home in: what the tests of rows need. */
final class RowsFixture implements AutoCloseable {
    static final EntityName NOTE = new EntityName("note");
    static final Entity ENTITY = Entity.of(NOTE, "notes", "id", "creator");
    static final Keyspace KEYSPACE = new Keyspace(new KeyspaceName("notes"), List.of(ENTITY));
    static final MigrationName MIGRATION = new MigrationName("test");
    static final KeyspaceSchema SCHEMA = new KeyspaceSchema(KEYSPACE.name());
    private static final List<String> TRIGGERS =
            List.of("godwit_notes_insert", "godwit_notes_update", "godwit_notes_delete", "godwit_notes_truncate");

    private final String url;
    private final StoreName name;
    final PostgresStore store;
    final Rows rows;

    private RowsFixture(String store, String url, String user) {
        this.name = new StoreName(store);
        this.url = url;
        HikariDataSource pool = ControlConnections.open(TestPostgres.address(store, url, user));
        this.store = new PostgresStore(name, KEYSPACE, pool, new SystemTime());
        this.rows = this.store.rows();
    }

    /** A store in a new database. */
    static RowsFixture create(String store, String... statements) throws SQLException {
        RowsFixture fixture = bare(store, statements);
        fixture.store.install(Role.MOVED);
        return fixture;
    }

    /** A store in a new database, without anything of Godwit in it. */
    static RowsFixture bare(String store, String... statements) throws SQLException {
        String url = TestPostgres.newDatabase();
        TestPostgres.execute(url, statements);
        return new RowsFixture(store, url, "postgres");
    }

    /** The same store, as another role sees it. */
    RowsFixture as(String user) {
        return new RowsFixture(name.value(), url, user);
    }

    /** Runs statements as an application would. */
    void execute(String... statements) throws SQLException {
        TestPostgres.execute(url, statements);
    }

    /** Runs statements behind the back of Godwit's triggers. */
    void plant(String... statements) throws SQLException {
        List<String> all = new ArrayList<>();
        TRIGGERS.forEach(trigger -> all.add("alter table notes disable trigger " + trigger));
        all.addAll(List.of(statements));
        TRIGGERS.forEach(trigger -> all.add("alter table notes enable always trigger " + trigger));
        TestPostgres.execute(url, all.toArray(String[]::new));
    }

    /** The first column of a query's rows, as text. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            boolean isResult = statement.execute(sql);
            while (!isResult) {
                isResult = statement.getMoreResults();
            }
            ResultSet result = statement.getResultSet();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    Connection connect() throws SQLException {
        return TestPostgres.connect(url);
    }

    StoreFacts facts() {
        return store.facts();
    }

    /** The shape of all columns in the types that they have here. */
    RowShape shape() {
        return new RowShape(
                ENTITY,
                facts().tables().get(NOTE).columns().stream()
                        .map(column -> new RowShape.Column(column.name(), column.type()))
                        .toList());
    }

    /** Makes this store the mirror of a unit and gives the right of its mover, valid until the next one asks. */
    MoverRight mover(String unit) {
        UnitId id = UnitId.of(unit);
        Fence fence = store.fences().start(MIGRATION, Role.MIRROR, List.of(id)).get(id);
        return store.fences().acquire(id, fence.epoch()).orElseThrow();
    }

    /** Copies a whole unit here and returns how many chunks it took. */
    int copyFrom(RowsFixture source, RowShape shape, String unit, int maxRows) throws SQLException {
        MoverRight right = mover(unit);
        Optional<Key> after = Optional.empty();
        for (int chunks = 0; ; chunks++) {
            Chunk chunk = source.rows.readChunk(shape, right.unit(), after, maxRows);
            rows.writeChunk(right, shape, chunk);
            if (chunk.isEmpty()) {
                return chunks;
            }
            after = chunk.lastKey();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
