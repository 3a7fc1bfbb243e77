package dev.godwit.jdbc.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Chunk;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Fence;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.ValueKind;
import dev.godwit.jdbc.PostgresServer;
import dev.godwit.jdbc.PostgresStores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows between SQLite and PostgreSQL, each value as it was. */
class PortableRowsTest {
    private static final UnitId UNIT = UnitId.of("ann");
    private static final Entity ENTITY = Entity.of(new EntityName("thing"), "things", "id", "creator");
    private static final Keyspace KEYSPACE = new Keyspace(new KeyspaceName("things"), List.of(ENTITY));
    private static final Map<String, ValueKind> KINDS = Map.of(
            "id", ValueKind.TEXT,
            "creator", ValueKind.TEXT,
            "flag", ValueKind.BOOLEAN,
            "number", ValueKind.INTEGER,
            "price", ValueKind.DECIMAL,
            "weight", ValueKind.FLOAT,
            "bytes", ValueKind.BYTES,
            "moment", ValueKind.TIMESTAMP_WITH_ZONE,
            "json", ValueKind.JSON,
            "code", ValueKind.UUID);
    private static final List<String> COLUMNS =
            List.of("id", "creator", "flag", "number", "price", "weight", "bytes", "moment", "json", "code");

    @TempDir
    Path folder;

    private SqliteFixture file;
    private Store database;
    private String url = "";

    @BeforeEach
    void create() throws SQLException {
        file = SqliteFixture.create(
                KEYSPACE,
                "file",
                folder,
                "create table things (id text primary key not null, creator text not null, flag boolean, number integer,"
                        + " price text, weight real, bytes blob, moment text, json text, code text)",
                "create index by_creator on things (creator)");
        url = PostgresServer.newDatabase().url();
        postgres("create table things (id text primary key, creator text not null, flag boolean, number bigint,"
                + " price numeric, weight double precision, bytes bytea, moment timestamptz, json jsonb, code uuid)");
        postgres("create index on things (creator)");
        database = PostgresStores.open(
                KEYSPACE,
                new StoreAddress(new StoreName("database"), url, Optional.of("postgres"), Optional.empty(), 4));
    }

    @AfterEach
    void close() {
        file.close();
        database.close();
    }

    @Test
    void every_value_of_sqlite_arrives_in_postgresql_and_has_the_same_digest() throws SQLException {
        file.store.install(Role.HOME);
        database.install(Role.MOVED);
        file.execute(
                "insert into things values ('a', 'ann', 1, -9223372036854775808, '-12345678901234567890.1200', 0.1,"
                        + " x'00ff5c0a', '2026-12-31T23:59:59.120+01:00', '{\"bb\":1e2, \"a\" : [true,null,\"\\u00e9\\n\"]}',"
                        + " '0190163d-8694-739b-aea5-966c26f8ad90')",
                "insert into things values ('A', 'ann', 0, 9223372036854775807, '0.00', 1e300, x'', '0001-01-01 00:00:00Z',"
                        + " '\"\"', null)",
                "insert into things values ('tab\tline\nback\\slash \\N', 'ann', null, 0, '0', -0.0, null, '9999-12-31 23:59:59.999999+00:00',"
                        + " '-1.50', null)",
                "insert into things values ('ä\uD83D\uDE00', 'ann', null, null, null, 9e999, null, null, null, null)",
                "insert into things values ('other', 'bob', null, null, null, null, null, null, null, null)");
        copy(file.store, database, shape("bigint", "jsonb"));
        assertThat(postgresRows())
                .containsExactlyInAnyOrder(
                        "a|t|-9223372036854775808|-12345678901234567890.1200|0.1|\\x00ff5c0a|2026-12-31 22:59:59.12+00|"
                                + "{\"a\": [true, null, \"é\\n\"], \"bb\": 100}|0190163d-8694-739b-aea5-966c26f8ad90",
                        "A|f|9223372036854775807|0.00|1e+300|\\x|0001-01-01 00:00:00+00|\"\"|-",
                        "tab\tline\nback\\slash \\N|-|0|0|0|-|9999-12-31 23:59:59.999999+00|-1.50|-",
                        "ä\uD83D\uDE00|-|-|-|Infinity|-|-|-|-");
        assertEqual(file.store, database, shape("bigint", "jsonb"));
    }

    @Test
    void every_value_of_postgresql_arrives_in_sqlite_and_comes_back() throws SQLException {
        postgres(
                "insert into things values ('a', 'ann', true, -1, '1.10', 'Infinity', '\\x00ff',"
                        + " '2026-12-31 23:59:59.999999+02', '{\"a\": 1.0, \"bb\": \"x\"}', '0190163D-8694-739B-AEA5-966C26F8AD90'),"
                        + " ('B', 'ann', false, 0, 'NaN', -0.0, '', 'infinity', 'null', null),"
                        + " ('10', 'ann', null, null, null, 1e-320, null, '0044-03-15 12:00:00+00 BC', '[]', null),"
                        + " ('9', 'ann', null, null, '1000000000000000000000', 0.1::real, null, '12026-01-01 00:00:00+00', '1', null)");
        database.install(Role.HOME);
        file.store.install(Role.MOVED);
        copy(database, file.store, shape("integer", "text"));
        assertEqual(database, file.store, shape("integer", "text"));
        assertThat(file.query("select price || ' ' || typeof(price) || ' ' || typeof(number) || ' ' || typeof(flag)"
                        + " from things where id = 'a'"))
                .containsExactly("1.10 text integer integer");
        // The way back: the same rows are equal in the shape of the other direction too.
        assertEqual(file.store, database, shape("bigint", "jsonb"));
    }

    @Test
    void changes_and_deletions_are_applied_and_hashed_with_their_marks() throws SQLException {
        file.store.install(Role.HOME);
        database.install(Role.MOVED);
        file.atHome("ann");
        MoverRight right = right(database);
        RowShape shape = shape("bigint", "jsonb");
        file.execute("insert into things (id, creator, json) values ('a', 'ann', '{\"b\":1}'), ('b', 'ann', null)");
        List<Key> keys = List.of(new Key("a"), new Key("b"));
        assertThat(database.rows().apply(right, shape, file.store.rows().readKeys(shape, UNIT, keys)))
                .isEqualTo(new ApplyResult(2, 0, List.of()));
        assertThat(file.store.rows().rowDigests(shape, UNIT, KeyRange.ALL))
                .allMatch(digest -> digest.marked())
                .extracting(digest -> digest.key() + " " + digest.digest())
                .containsExactlyInAnyOrderElementsOf(database.rows().rowDigests(shape, UNIT, KeyRange.ALL).stream()
                        .map(digest -> digest.key() + " " + digest.digest())
                        .toList());
        file.execute("delete from things where id = 'a'");
        assertThat(database.rows().apply(right, shape, file.store.rows().readKeys(shape, UNIT, keys)))
                .isEqualTo(new ApplyResult(1, 1, List.of()));
        assertEqual(file.store, database, shape);
    }

    /** In both databases texts come in the order of their bytes, whatever their collations are. */
    @Test
    void ranges_of_keys_are_the_same_in_both() throws SQLException {
        file.store.install(Role.HOME);
        database.install(Role.MOVED);
        for (String key : List.of("b", "B", "a", "Z", "ä", "_", "10", "9", "a b")) {
            file.execute("insert into things (id, creator) values ('" + key + "', 'ann')");
        }
        RowShape shape = shape("bigint", "jsonb");
        copy(file.store, database, shape);
        Optional<Key> after = Optional.empty();
        do {
            RangeDigest page = file.store.rows().digestNext(shape, UNIT, after, 2);
            assertThat(database.rows().digest(shape, UNIT, page.range())).isEqualTo(page);
            assertThat(database.rows().digestNext(shape, UNIT, after, 2)).isEqualTo(page);
            after = page.range().upTo();
        } while (after.isPresent());
        List<Key> keys = List.of(new Key("b"), new Key("B"), new Key("ä"));
        assertThat(database.rows().keysAfter(shape, Optional.of(new Key("a")), keys))
                .isEqualTo(file.store.rows().keysAfter(shape, Optional.of(new Key("a")), keys))
                .containsExactlyInAnyOrder(new Key("b"), new Key("ä"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flag = 2",
                "flag = 'yes'",
                "number = 'seven'",
                "number = 1.5",
                "price = '1e5'",
                "price = 'cheap'",
                "price = '01.5'",
                "weight = 'heavy'",
                "bytes = 'text'",
                "moment = 'yesterday'",
                "moment = '2026-12-31 23:59:59'",
                "moment = '2026-12-31 23:59:59.1234567Z'",
                "json = '{'",
                "json = '[1,]'",
                "code = '0190163D-8694-739B-AEA5-966C26F8AD90'",
                "id = cast(x'610062' as text)"
            })
    void what_is_no_value_of_its_kind_is_refused_by_name(String assignment) {
        file.execute("insert into things (id, creator) values ('a', 'ann')", "update things set " + assignment);
        assertThatThrownBy(() -> file.store.rows().readChunk(shape("bigint", "jsonb"), UNIT, Optional.empty(), 10))
                .hasMessageContaining("column " + assignment.split(" ")[0])
                .extracting("code")
                .hasToString("ROW_REFUSED");
    }

    @Test
    void what_sqlite_would_change_is_refused_by_name_and_nothing_is_written() throws SQLException {
        file.store.install(Role.MOVED);
        database.install(Role.HOME);
        postgres("insert into things (id, creator, weight) values ('a', 'ann', 'NaN')");
        assertThatThrownBy(() -> copy(database, file.store, shape("integer", "text")))
                .hasMessageContaining("column weight")
                .extracting("code")
                .hasToString("ROW_REFUSED");
        assertThat(file.query("select count(*) from things")).containsExactly("0");
    }

    private void copy(Store from, Store to, RowShape shape) {
        MoverRight right = right(to);
        Optional<Key> after = Optional.empty();
        while (true) {
            Chunk chunk = from.rows().readChunk(shape, UNIT, after, 2);
            to.rows().writeChunk(right, shape, chunk);
            if (chunk.isEmpty()) {
                return;
            }
            after = chunk.lastKey();
        }
    }

    private static MoverRight right(Store mirror) {
        Fence fence = mirror.fences()
                .start(SqliteFixture.MIGRATION, Role.MIRROR, List.of(UNIT))
                .get(UNIT);
        return mirror.fences().acquire(UNIT, fence.epoch()).orElseThrow();
    }

    private static void assertEqual(Store one, Store other, RowShape shape) {
        Rows rows = one.rows();
        RangeDigest digest = rows.digest(shape, UNIT, KeyRange.ALL);
        assertThat(digest.count()).isPositive();
        assertThat(other.rows().digest(shape, UNIT, KeyRange.ALL)).isEqualTo(digest);
    }

    /** @param json the type of the receiver, which decides whether a JSON text is kept as it was written */
    private static RowShape shape(String number, String json) {
        return new RowShape(
                ENTITY,
                RowShape.Form.PORTABLE,
                COLUMNS.stream()
                        .map(column -> new RowShape.Column(column, type(column, number, json), KINDS.get(column)))
                        .toList(),
                List.of());
    }

    private static String type(String column, String number, String json) {
        boolean toPostgres = json.equals("jsonb");
        return switch (column) {
            case "number" -> number;
            case "json" -> json;
            case "flag" -> "boolean";
            case "price" -> toPostgres ? "numeric" : "text";
            case "weight" -> toPostgres ? "double precision" : "real";
            case "bytes" -> toPostgres ? "bytea" : "blob";
            case "moment" -> toPostgres ? "timestamp with time zone" : "text";
            case "code" -> toPostgres ? "uuid" : "text";
            default -> "text";
        };
    }

    private List<String> postgresRows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone to 'UTC'");
            ResultSet found = statement.executeQuery("select concat_ws('|', id, "
                    + Stream.of("flag", "number", "price", "weight", "bytes", "moment", "json", "code")
                            .map(column -> "coalesce(" + column + "::text, '-')")
                            .reduce((left, right) -> left + ", " + right)
                            .orElseThrow()
                    + ") from things");
            while (found.next()) {
                rows.add(found.getString(1).replace("|true|", "|t|").replace("|false|", "|f|"));
            }
        }
        return rows;
    }

    private void postgres(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }
}
