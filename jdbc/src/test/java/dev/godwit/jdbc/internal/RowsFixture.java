package dev.godwit.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.Chunk;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RowShape;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One store with the table {@code notes}, as the tests of rows need it. */
final class RowsFixture implements AutoCloseable {
    static final EntityName NOTE = new EntityName("note");
    static final Entity ENTITY = new Entity(NOTE, "notes", Map.of(), "id", "creator");
    static final Keyspace KEYSPACE = new Keyspace(new KeyspaceName("notes"), List.of(ENTITY));
    static final KeyspaceSchema SCHEMA = new KeyspaceSchema(KEYSPACE.name());

    private final String url;
    private final HikariDataSource pool;
    final StoreName name;
    final StoreTransactions transactions;
    final PostgresRows rows;

    private RowsFixture(String store, String url, String user) {
        this.name = new StoreName(store);
        this.url = url;
        this.pool = ControlConnections.open(TestPostgres.address(store, url, user));
        this.transactions = new StoreTransactions(name, pool);
        this.rows = new PostgresRows(name, KEYSPACE, SCHEMA, transactions);
    }

    /** A store in a new database. */
    static RowsFixture create(String store, String... statements) throws SQLException {
        String url = TestPostgres.newDatabase();
        TestPostgres.execute(url, statements);
        RowsFixture fixture = new RowsFixture(store, url, "postgres");
        fixture.installByHand();
        return fixture;
    }

    /** The same store, as another role sees it. */
    RowsFixture as(String user) {
        return new RowsFixture(name.value(), url, user);
    }

    void execute(String... statements) throws SQLException {
        TestPostgres.execute(url, statements);
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

    PostgresFacts facts() {
        return new PostgresFacts(name, KEYSPACE, SCHEMA, transactions);
    }

    PostgresFingerprint fingerprint() {
        return new PostgresFingerprint(name, KEYSPACE, SCHEMA, transactions);
    }

    /** The shape of all columns in the types that they have here. */
    RowShape shape() {
        StoreFacts facts = facts().read();
        return new RowShape(
                ENTITY,
                facts.tables().get(NOTE).columns().stream()
                        .map(column -> new RowShape.Column(column.name(), column.type()))
                        .toList());
    }

    /** The right of a mover for a unit, valid from now on. */
    MoverRight mover(String unit) throws SQLException {
        execute("insert into " + SCHEMA.fence() + " (unit, role, epoch, token) values ('" + unit.replace("'", "''")
                + "', 'MIRROR', 1, nextval('" + SCHEMA.qualified("token")
                + "')) on conflict (unit) do update set token = excluded.token");
        long token = Long.parseLong(
                query("select token from " + SCHEMA.fence() + " where unit = '" + unit.replace("'", "''") + "'")
                        .getFirst());
        return new MoverRight(UnitId.of(unit), new Epoch(1), new Token(token));
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

    private void installByHand() throws SQLException {
        execute(
                "create schema " + Identifiers.quote(SCHEMA.name()),
                "create table " + SCHEMA.fence()
                        + " (unit text collate \"C\" primary key, role text, epoch bigint, token bigint)",
                "create table " + SCHEMA.marks()
                        + " (number bigint generated always as identity, xid xid8 not null default pg_current_xact_id(),"
                        + " unit text collate \"C\", entity text, key text)",
                "create table " + SCHEMA.copyCursor() + " (unit text collate \"C\", entity text, token bigint,"
                        + " after_key text, done boolean, rows bigint, primary key (unit, entity))",
                "create sequence " + SCHEMA.qualified("token"),
                "create function " + SCHEMA.qualified("mover_enter")
                        + "(u text, e bigint, t bigint) returns void language plpgsql as $$ begin if not exists (select"
                        + " from " + SCHEMA.fence() + " f where f.unit = u and f.epoch = e and f.token = t) then raise"
                        + " 'GODWIT void' using errcode = 'GW002'; end if; end $$");
    }

    @Override
    public void close() {
        pool.close();
    }
}
