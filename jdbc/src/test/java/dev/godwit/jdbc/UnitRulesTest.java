package dev.godwit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.core.UnitRule.Bucket;
import dev.godwit.core.UnitRule.Bucketing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a row says to which unit it belongs: columns, buckets, whole tables. */
@ExtendWith(CloseWhatWasOpened.class)
class UnitRulesTest {
    private static final EntityName THING = new EntityName("thing");

    @Test
    void a_unit_of_several_columns_is_fenced_copied_and_drained() {
        Entity entity = entity(new UnitRule.Columns(List.of("region", "tenant")));
        TwoStores stores = TwoStores.of(
                List.of(entity),
                List.of(
                        "create type zone as enum ('eu', 'us,west')",
                        "create table thing (id bigint primary key, region zone not null, tenant int not null, body text)",
                        "create index on thing (region, tenant, id)"),
                "insert into thing select i, case when i % 2 = 0 then 'eu' else 'us,west' end::zone, i % 3, 'old'"
                        + " from generate_series(1, 60) i");

        stores.copy("us\\,west,1", 4);
        stores.assertEqual("us\\,west,1", 10);
        assertThat(stores.mirrorClient().text("select count(*) from thing")).isEqualTo("10");

        stores.client.run("update thing set body = 'new' where id <= 7", "update thing set region = 'eu' where id = 1");
        assertThat(stores.marked("us\\,west,1")).containsExactly("thing:1", "thing:7");
        stores.drain("us\\,west,1");
        stores.assertEqual("us\\,west,1", 9);

        assertThat(stores.mirrorClient().failureOf("update thing set body = 'x'"))
                .startsWith("GW001");
        assertThat(stores.mirrorClient().text("select count(*) from godwit_real.home_thing"))
                .isEqualTo("0");
        assertThat(stores.client.text("select count(*) from godwit_real.home_thing"))
                .isEqualTo("60");
        assertThat(pages(stores, entity, 2))
                .containsExactly("eu,0", "eu,1", "eu,2", "us\\,west,0", "us\\,west,1", "us\\,west,2");
        assertThat(stores.home
                        .rows()
                        .unitsWithRows(
                                stores.shape(entity),
                                Set.of(UnitId.of("eu,1"), UnitId.of("eu,7"), UnitId.of("us\\,west,2"))))
                .containsExactlyInAnyOrder(UnitId.of("eu,1"), UnitId.of("us\\,west,2"));
        assertThat(stores.home.fences().unlistedUnits(10)).hasSize(5).doesNotContain(UnitId.of("us\\,west,1"));
        assertThat(stores.home.facts().tables().get(THING).sampleUnit()).isPresent();
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> stores.home.rows().unitsWithRows(stores.shape(entity), Set.of(UnitId.of("eu,01"))))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_UNIT));
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> stores.home.rows().unitsWithRows(stores.shape(entity), Set.of(UnitId.of("eu"))))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_UNIT));
    }

    @Test
    void java_and_sql_put_every_text_into_the_same_bucket() {
        Bucket rule = new Bucket("name", Bucketing.HASH, 1009);
        Entity entity = entity("name", rule);
        TwoStores stores = TwoStores.of(List.of(entity), List.of("create table thing (name text primary key)"));
        Random random = new Random(4);
        List<String> texts = new ArrayList<>(List.of("", " ", "a", "ä", "\uD83D\uDE00", "'", "\\", "null", "\n"));
        for (int i = 0; i < 2_000; i++) {
            texts.add(random.ints(random.nextInt(1, 12), 1, 0x2FFFF)
                    .filter(point -> point < 0xD800 || point > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        List<String> bucketed = inSql(stores, texts, rule);
        assertThat(bucketed)
                .isEqualTo(texts.stream().map(text -> rule.unitOf(text).value()).toList());
        assertThat(bucketed.stream().distinct().count()).isGreaterThan(800);
    }

    /** The trigger's own answer, by the marks that it leaves. */
    private static List<String> inSql(TwoStores stores, List<String> texts, Bucket rule) {
        List<String> distinct = texts.stream().distinct().toList();
        List<UnitId> all = IntStream.range(0, rule.buckets())
                .mapToObj(i -> UnitId.of(Integer.toString(i)))
                .toList();
        stores.home.fences().start(Notes.MIGRATION, Role.HOME, all);
        stores.client.run("insert into thing select unnest(array["
                + String.join(
                        ",",
                        distinct.stream()
                                .map(text -> "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'")
                                .toList())
                + "])");
        Map<String, String> unitOf = new HashMap<>();
        for (UnitId unit : all) {
            stores.marks(unit.value()).forEach(mark -> unitOf.put(mark.key().text(), unit.value()));
        }
        return texts.stream().map(unitOf::get).toList();
    }

    @Test
    void a_bucket_of_a_number_is_never_negative() {
        Bucket rule = new Bucket("id", Bucketing.MODULO, 7);
        Entity entity = entity(rule);
        TwoStores stores = TwoStores.of(
                List.of(entity),
                List.of("create table thing (id bigint primary key, body text)"),
                "insert into thing values (-9223372036854775808), (9223372036854775807), (-8), (-7), (-1), (0), (6), (7)");
        assertThat(pages(stores, entity, 2)).containsExactly("0", "6");
        for (String unit : List.of("0", "6")) {
            List<String> expected = stores.client.texts("select id from thing order by id").stream()
                    .filter(id -> rule.unitOf(id).value().equals(unit))
                    .toList();
            stores.copy(unit, 2);
            stores.assertEqual(unit, expected.size());
        }
        stores.client.run("update thing set body = 'x'", "update thing set id = -6 where id = -1");
        assertThat(stores.marked("6")).contains("thing:-1").doesNotContain("thing:-6");
        stores.drain("6");
        stores.drain("0");
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> stores.home.rows().unitsWithRows(stores.shape(entity), Set.of(UnitId.of("7"))))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_UNIT));
    }

    @Test
    void a_hash_bucket_is_read_by_an_index_on_its_expression() {
        Entity entity = entity(new Bucket("id", Bucketing.HASH, 64));
        TwoStores stores = TwoStores.of(
                List.of(entity),
                List.of(
                        "create table thing (id bigint primary key, body text)",
                        "create index on thing ((('x' || substr(md5(id::text), 1, 8))::bit(32)::bigint % 64), id)"),
                "insert into thing select i, repeat('x', 50) from generate_series(1, 20000) i",
                "analyze thing");
        String bucket = new Bucket("id", Bucketing.HASH, 64).unitOf("4711").value();
        stores.copy(bucket, 100);
        stores.assertEqual(bucket, Long.parseLong(stores.mirrorClient().text("select count(*) from thing")));
        assertThat(stores.mirrorClient().text("select count(*) from thing where id = 4711"))
                .isEqualTo("1");
        String plan = String.join(
                "\n",
                stores.client.texts("explain select * from thing t where (('x' || substr(md5(t.\"id\"::text), 1,"
                        + " 8))::bit(32)::bigint % 64) = '5'::integer and t.id > 7 order by t.id limit 10"));
        assertThat(plan).contains("Index Scan").doesNotContain("Sort").doesNotContain("Filter");
    }

    @Test
    void a_whole_table_is_one_unit() {
        Entity entity = entity(new UnitRule.Whole(UnitId.of("it's all"), false));
        TwoStores stores = TwoStores.of(
                List.of(entity),
                List.of("create table thing (id bigint primary key, body text)"),
                "insert into thing select i, 'old' from generate_series(1, 10) i");
        assertThat(pages(stores, entity, 1)).containsExactly("it's all");
        stores.copy("it's all", 3);
        stores.client.run("update thing set body = 'new' where id > 5", "delete from thing where id = 1");
        stores.drain("it's all");
        stores.assertEqual("it's all", 9);
        assertThat(stores.mirrorClient().failureOf("delete from thing")).startsWith("GW001");
        assertThat(stores.client.text("select count(*) from godwit_real.home_thing"))
                .isEqualTo("9");
        assertThat(stores.mirrorClient().text("select count(*) from godwit_real.home_thing"))
                .isEqualTo("0");
    }

    @Test
    void tables_and_columns_may_have_other_names_in_one_store() {
        Entity entity = new Entity(
                THING,
                "thing",
                Map.of(new StoreName("new"), "app.things"),
                List.of("id"),
                UnitRule.column("creator"),
                Map.of(new StoreName("new"), Map.of("id", "thingId", "creator", "owner", "body", "Text \"of\" it")));
        TwoStores stores = TwoStores.of(
                List.of(entity),
                List.of(
                        "create table thing (id bigint primary key, creator text not null, body text)",
                        "create schema app",
                        "create table app.things (\"Text \"\"of\"\" it\" text, \"thingId\" bigint primary key,"
                                + " owner text not null)"),
                "insert into thing select i, 'ann', 'old' from generate_series(1, 10) i");
        stores.copy("ann", 3);
        stores.client.run(
                "update thing set body = 'new' where id > 5",
                "delete from thing where id = 1",
                "insert into thing values (11, 'ann', 'born')");
        stores.drain("ann");
        stores.assertEqual("ann", 10);
        assertThat(stores.mirrorClient().text("select \"Text \"\"of\"\" it\" from app.things where \"thingId\" = 11"))
                .isEqualTo("born");
        assertThat(stores.mirrorClient().failureOf("update app.things set owner = 'bob'"))
                .startsWith("GW001");
    }

    private static List<String> pages(TwoStores stores, Entity entity, int limit) {
        List<String> units = new ArrayList<>();
        Optional<UnitId> after = Optional.empty();
        List<UnitId> page;
        do {
            page = stores.home.rows().units(entity, after, limit);
            page.forEach(unit -> units.add(unit.value()));
            after = page.isEmpty() ? after : Optional.of(page.getLast());
        } while (!page.isEmpty());
        return units;
    }

    private static Entity entity(UnitRule unit) {
        return entity("id", unit);
    }

    private static Entity entity(String key, UnitRule unit) {
        return new Entity(THING, "thing", Map.of(), List.of(key), unit, Map.of());
    }
}
