package dev.godwit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys of one and of several columns, of every type that has one text for each value. */
@ExtendWith(CloseWhatWasOpened.class)
class KeysOfRealSchemasTest {
    private static final UnitId ANN = UnitId.of("ann");
    /** Types, and values of which each is a key, alone and with each other one. */
    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("smallint", "(-32768), (-1), (0), (32767)");
        VALUES.put("bigint", "(-9223372036854775808), (0), (10), (9), (9223372036854775807)");
        VALUES.put("uuid", "('00000000-0000-0000-0000-000000000000'), ('ffffffff-ffff-ffff-ffff-ffffffffffff')");
        VALUES.put("text", "(''), ('a'), ('A'), (','), ('\\'), ('\\,'), ('a,b'), ('ä'), ('line' || chr(10))");
        VALUES.put("text collate \"C\"", "(''), ('a'), ('B'), ('null'), ('{a}'), ('\"')");
        VALUES.put("varchar(20)", "(' x'), ('x '), ('x')");
        VALUES.put("char(8)", "('bob'), (' bob'), ('b,ob'), ('')");
        VALUES.put("numeric", "(1), (1.50), (-0.000100), (100), (12345678901234567890.123), ('NaN'), ('Infinity')");
        VALUES.put("numeric(10,2)", "(1), (1.5), (0), (-3), (10000), (99999999.99)");
        VALUES.put("boolean", "(false), (true)");
        VALUES.put("date", "('2026-01-02'), ('0044-03-15 BC'), ('infinity'), ('-infinity'), ('12026-01-02')");
        VALUES.put("timestamp", "('2026-01-02 03:04:05.000600'), ('infinity'), ('0044-03-15 01:02:03 BC')");
        VALUES.put("timestamptz", "('2026-01-02 03:04:05.5+05'), ('-infinity'), ('0044-03-15 01:02:03+00 BC')");
        VALUES.put("bytea", "(''), ('\\x00ff'), ('\\x5c'), ('\\x2c2c')");
        VALUES.put("mood", "('sad'), ('fine'), ('so,so')");
    }

    private static final List<String> TYPES = List.copyOf(VALUES.keySet());

    @Test
    void rows_are_found_under_their_keys_whatever_the_keys_are_made_of() {
        List<Entity> entities = new ArrayList<>();
        List<String> definition = new ArrayList<>(List.of("create type mood as enum ('fine', 'sad', 'so,so')"));
        List<String> rows = new ArrayList<>();
        StringBuilder updates = new StringBuilder();
        for (int i = 0; i < TYPES.size(); i++) {
            String type = TYPES.get(i);
            String values = "(values " + VALUES.get(type) + ")";
            String bare = type.replace(" collate \"C\"", "");
            entities.add(entity("pair" + i, "first", "second"));
            entities.add(entity("single" + i, "first"));
            definition.add("create table pair" + i + " (first " + type + ", second " + type
                    + ", creator text not null, body text, primary key (first, second))");
            definition.add("create index on pair" + i + " (creator, first, second)");
            definition.add(
                    "create table single" + i + " (first " + type + " primary key, creator text not null, body text)");
            rows.add("insert into pair" + i + " select a.x::" + bare + ", b.x::" + bare + ", 'ann', 'old' from "
                    + values + " a (x) cross join " + values + " b (x)");
            rows.add("insert into single" + i + " select a.x::" + bare + ", 'ann', 'old' from " + values + " a (x)");
            updates.append("update pair" + i + " set body = 'new'; update single" + i + " set body = 'new'; ");
        }
        TwoStores stores = TwoStores.of(entities, definition, rows.toArray(String[]::new));
        long[] counts = entities.stream()
                .mapToLong(entity -> Long.parseLong(stores.client.text("select count(*) from " + entity.table())))
                .toArray();

        Map<Entity, List<Key>> lastKeys = stores.copy("ann", 1);
        stores.assertEqual("ann", counts);
        lastKeys.forEach((entity, inOrder) -> assertOrder(stores, stores.shape(entity), inOrder));

        // What an application may have set, so that the texts of its values are others.
        stores.client.run(
                "set standard_conforming_strings = off",
                "do $$ begin set local DateStyle = 'German, DMY'; set local TimeZone = 'Asia/Kolkata';"
                        + " set local bytea_output = 'escape'; " + updates + "end $$");
        assertThat(stores.marks("ann"))
                .extracting(mark -> mark.entity() + ":" + mark.key())
                .containsExactlyInAnyOrderElementsOf(lastKeys.entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream()
                                .map(key -> entry.getKey().name() + ":" + key))
                        .toList());
        lastKeys.forEach((entity, keys) -> assertThat(stores.home.rows().rowDigests(stores.shape(entity), ANN, keys))
                .hasSameSizeAs(keys)
                .allMatch(digest -> digest.marked()));
        stores.drain("ann");
        stores.assertEqual("ann", counts);

        for (int i = 0; i < TYPES.size(); i++) {
            stores.client.run("delete from pair" + i + " where first = second", "delete from single" + i);
            counts[2 * i] -= counts[2 * i + 1];
            counts[2 * i + 1] = 0;
        }
        stores.drain("ann");
        stores.assertEqual("ann", counts);
    }

    private static void assertOrder(TwoStores stores, RowShape shape, List<Key> inOrder) {
        assertThat(inOrder).doesNotHaveDuplicates();
        for (int i = 0; i < inOrder.size(); i += 3) {
            assertThat(stores.home.rows().keysAfter(shape, Optional.of(inOrder.get(i)), inOrder))
                    .containsExactlyInAnyOrderElementsOf(inOrder.subList(i + 1, inOrder.size()));
        }
        assertThat(ranges(stores, shape)).isEqualTo(inOrder.size());
    }

    /** Reads the digests of ranges of five rows, compares each with the mirror's, and counts their rows. */
    private static long ranges(TwoStores stores, RowShape shape) {
        List<RangeDigest> ranges = new ArrayList<>();
        Optional<Key> after = Optional.empty();
        do {
            RangeDigest next = stores.home.rows().digestNext(shape, ANN, after, 5);
            assertThat(stores.mirror.rows().digest(shape, ANN, next.range())).isEqualTo(next);
            assertThat(stores.home.rows().rowDigests(shape, ANN, next.range())).hasSize((int) next.count());
            ranges.add(next);
            after = next.range().upTo();
        } while (after.isPresent());
        return ranges.stream().mapToLong(RangeDigest::count).sum();
    }

    @Test
    void a_table_of_nothing_but_its_key_is_kept_equal() {
        TwoStores stores = TwoStores.of(
                List.of(new Entity(
                        new EntityName("link"),
                        "link",
                        Map.of(),
                        List.of("creator", "note"),
                        UnitRule.column("creator"),
                        Map.of())),
                List.of("create table link (creator text, note int, primary key (creator, note))"),
                "insert into link values ('ann', 1), ('ann', 2), ('bob', 1)");
        stores.copy("ann", 10);
        stores.client.run("insert into link values ('ann', 3)", "delete from link where note = 1 and creator = 'ann'");
        stores.drain("ann");
        stores.assertEqual("ann", 2);
    }

    @Test
    void a_key_that_belongs_to_another_unit_is_named_and_left_alone() {
        TwoStores stores = TwoStores.of(
                List.of(entity("thing", "region", "id")),
                List.of("create table thing (region text, id int, creator text not null, body text,"
                        + " primary key (region, id))"),
                "insert into thing values ('e,u', 1, 'ann', 'x')");
        stores.copy("ann", 10);
        stores.start("bob");
        stores.client.run("update thing set creator = 'bob'");
        RowShape shape = stores.shape(entity("thing", "region", "id"));
        var rows = stores.home.rows().readKeys(shape, UnitId.of("bob"), List.of(new Key("e\\,u,1")));
        var right = stores.start("bob");
        assertThat(stores.mirror.rows().apply(right, shape, rows).foreign()).containsExactly(new Key("e\\,u,1"));
        var chunk = stores.home.rows().readChunk(shape, UnitId.of("bob"), Optional.empty(), 10);
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> stores.mirror.rows().writeChunk(right, shape, chunk))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_OWNED_BY_OTHER_UNIT))
                .withMessageContaining("e\\,u,1");
    }

    @Test
    void rows_that_exchange_a_unique_value_are_parked_by_their_whole_key() {
        TwoStores stores = TwoStores.of(
                List.of(entity("thing", "region", "id")),
                List.of("create table thing (region text, id int, creator text not null, slug text not null unique"
                        + " deferrable, primary key (region, id))"),
                "insert into thing values ('eu', 1, 'ann', 'one'), ('eu', 2, 'ann', 'two'), ('us', 1, 'ann', 'three')");
        stores.target.execute("alter table thing drop constraint thing_slug_key, add unique (slug)");
        stores.copy("ann", 10);
        stores.client.run("update thing set slug = case id when 1 then 'two' else 'one' end where region = 'eu'");
        stores.drain("ann");
        stores.assertEqual("ann", 3);
    }

    @Test
    void a_type_in_which_equal_values_can_look_different_is_refused_by_name() {
        var database = PostgresServer.newDatabase();
        for (String type : List.of("double precision", "json", "int4range", "interval", "text[]", "time")) {
            database.execute(
                    "drop table if exists thing", "create table thing (first " + type + ", second int, creator text)");
            var store = CloseWhatWasOpened.later(PostgresStores.open(
                    new Keyspace(TwoStores.KEYSPACE, List.of(entity("thing", "first", "second"))),
                    database.address("legacy")));
            assertThatExceptionOfType(GodwitException.class)
                    .isThrownBy(() -> store.install(Role.HOME))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_TYPE))
                    .withMessageContaining("first");
        }
    }

    private static Entity entity(String table, String... key) {
        return new Entity(new EntityName(table), table, Map.of(), List.of(key), UnitRule.column("creator"), Map.of());
    }
}
