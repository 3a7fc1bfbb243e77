package dev.godwit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables whose rows lie in partitions, and columns that the database fills. */
@ExtendWith(CloseWhatWasOpened.class)
class PartitionsTest {
    private static final Entity NOTE = Entity.of(new EntityName("note"), "note", "id", "creator");
    private static final Entity FILE = new Entity(
            new EntityName("file"),
            "file",
            Map.of(),
            List.of("id"),
            new UnitRule.Through(List.of("note_id"), new EntityName("note")),
            Map.of());
    private static final List<String> TABLES = List.of(
            "create table note (id bigint primary key, creator text not null, body text) partition by range (id)",
            "create table note_1 partition of note for values from (0) to (10)",
            "create table note_2 partition of note for values from (10) to (20) partition by list (id)",
            "create table note_2_rest partition of note_2 default",
            "create index on note (creator, id)",
            "create table file (id int primary key, note_id bigint not null references note on delete cascade on update cascade)",
            "create index on file (note_id)");
    private static final String[] ROWS = {
        "insert into note select i, case when i % 2 = 0 then 'ann' else 'bob' end, 'old' from generate_series(1, 19) i",
        "insert into file select i, i from generate_series(1, 19) i"
    };

    @Test
    void writes_are_captured_whichever_table_they_name() {
        TwoStores stores = TwoStores.of(List.of(NOTE, FILE), TABLES, ROWS);
        stores.copy("ann", 4);
        stores.client.run(
                "update note_1 set body = 'new' where id = 2",
                "delete from note_2_rest where id = 12",
                "insert into note_2 values (10, 'ann', 'x') on conflict (id) do update set body = 'x'",
                "update note set creator = 'bob' where id = 4",
                "update note set id = 0 where id = 14");
        assertThat(stores.marked("ann"))
                .contains("note:2", "note:12", "note:10", "note:4", "note:14", "note:0", "file:12", "file:4");
        stores.drain("ann");
        stores.assertEqual("ann", 7, 7);
        assertThat(stores.mirrorClient().failureOf("update note_2_rest set body = 'x'"))
                .startsWith("GW001");
        assertThat(stores.client.text("select count(*) from godwit_real.home_note"))
                .isEqualTo("18");

        UnitId ann = UnitId.of("ann");
        var evictor = stores.mirror
                .fences()
                .evict(ann, stores.mirror.fences().read(ann).orElseThrow().epoch())
                .orElseThrow();
        assertThat(stores.mirror.rows().remove(evictor, stores.shape(FILE), 100))
                .isEqualTo(7);
        assertThat(stores.mirror.rows().remove(evictor, stores.shape(NOTE), 3)).isEqualTo(3);
        assertThat(stores.mirror.rows().remove(evictor, stores.shape(NOTE), 100))
                .isEqualTo(4);
    }

    @Test
    void a_partition_that_is_made_later_is_captured_and_stops_the_unit_until_it_is_installed() {
        TwoStores stores = TwoStores.of(List.of(NOTE, FILE), TABLES, ROWS);
        stores.start("ann");
        var before = stores.home.fingerprint();
        assertThat(stores.home.installed()).isTrue();
        assertThat(stores.client.failureOf("truncate note_1 cascade")).contains("GODWIT TRUNCATE");
        assertThat(stores.client.failureOf("truncate note_2_rest cascade")).contains("GODWIT TRUNCATE");
        stores.client.run(
                "create table note_3 partition of note for values from (20) to (30)",
                "create table note_4 (like note including all)",
                "alter table note attach partition note_4 for values from (30) to (40)",
                "set session_replication_role = replica",
                "insert into note_3 values (21, 'ann', 'x')",
                "insert into note_4 values (31, 'ann', 'x')",
                "set session_replication_role = origin");
        assertThat(stores.marked("ann")).containsExactly("note:21", "note:31");
        assertThat(stores.home.fingerprint().definition()).isNotEqualTo(before.definition());
        assertThat(stores.home.installed()).isFalse();
        stores.home.install(Role.HOME);
        assertThat(stores.home.installed()).isTrue();
        assertThat(stores.client.failureOf("truncate note_3 cascade")).contains("GODWIT TRUNCATE");
        before = stores.home.fingerprint();
        stores.client.run("alter table note_3 disable trigger godwit_real_update");
        assertThat(stores.home.fingerprint().definition()).isNotEqualTo(before.definition());
        stores.home.uninstall();
        assertThat(stores.client.text("select count(*) from pg_trigger where tgname like 'godwit%'"))
                .isEqualTo("0");
    }

    @Test
    void what_the_database_fills_in_is_kept_or_computed_again() {
        TwoStores stores = TwoStores.of(
                List.of(NOTE),
                List.of(
                        "create type mood as enum ('fine', 'sad')",
                        "create table note (id bigint generated always as identity primary key, creator text not null,"
                                + " body text collate \"C\", size int generated always as (length(body)) stored, mood mood,"
                                + " tags text[], facts jsonb, raw json, during tstzrange, blob bytea, at timestamptz)",
                        "create index on note (creator)"),
                "insert into note (creator, body, mood, tags, facts, raw, during, blob, at) values ('ann', 'old', 'sad',"
                        + " array['a,b', null, '{'], '{\"a\": 1.0}', '{\"b\" : 1, \"b\":2}',"
                        + " '[2026-01-01,infinity)', '\\x00', '0044-03-15 BC'), ('ann', null, null, null, null, null,"
                        + " 'empty', null, 'infinity')");
        stores.copy("ann", 1);
        stores.assertEqual("ann", 2);
        stores.client.run(
                "update note set body = repeat('x', 3000000), blob = decode(repeat('00ff', 2000000), 'hex'),"
                        + " tags = tags || array['c'], mood = 'fine', at = '-infinity' where id = 1",
                "insert into note (creator, body) values ('ann', 'born')");
        stores.drain("ann");
        stores.assertEqual("ann", 3);
        assertThat(stores.mirrorClient().text("select size from note where id = 1"))
                .isEqualTo("3000000");
        assertThat(stores.mirrorClient().text("select id || ' ' || size from note where body = 'born'"))
                .isEqualTo("3 4");
        assertThat(stores.mirrorClient().text("select raw::text from note where id = 1"))
                .isEqualTo("{\"b\" : 1, \"b\":2}");
    }
}
