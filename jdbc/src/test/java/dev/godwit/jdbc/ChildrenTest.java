package dev.godwit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that reach their unit through a parent, and that through its own. */
@ExtendWith(CloseWhatWasOpened.class)
class ChildrenTest {
    private static final Entity NOTE = Entity.of(new EntityName("note"), "note", "id", "creator");
    private static final Entity FILE = child("file", List.of("id"), List.of("note_id"), "note");
    private static final Entity PAGE = child("page", List.of("file_id", "number"), List.of("file_id"), "file");
    private static final String CASCADE = " on delete cascade on update cascade";
    private static final String[] ROWS = {
        "insert into note select i, case when i % 2 = 0 then 'ann' else 'bob' end from generate_series(1, 6) i",
        "insert into file select i * 10 + k, i, 'old' from generate_series(1, 6) i, generate_series(1, 2) k",
        "insert into page select id, 1, 'old' from file"
    };

    @Test
    void a_unit_is_copied_and_drained_with_all_that_belongs_to_it() {
        TwoStores stores = family(CASCADE);
        stores.copy("ann", 2);
        stores.assertEqual("ann", 3, 6, 6);
        stores.client.run(
                "update page set body = 'new' where file_id < 30",
                "with n as (insert into note values (8, 'ann') returning id), f as (insert into file select 81, id, 'new'"
                        + " from n returning id) insert into page select id, 1, 'new' from f",
                "delete from note where id = 4",
                "update file set note_id = 6 where id = 21",
                "delete from page where file_id = 61");
        stores.drain("ann");
        stores.assertEqual("ann", 3, 5, 4);
        assertThat(stores.home.rows().units(PAGE, Optional.empty(), 10))
                .containsExactly(UnitId.of("ann"), UnitId.of("bob"));
        assertThat(stores.home.facts().tables().get(PAGE.name()).sampleUnit()).isPresent();
        assertThat(stores.client.text("select count(*) from godwit_real.home_page"))
                .isEqualTo("10");
        assertThat(stores.mirrorClient().text("select count(*) from godwit_real.home_page"))
                .isEqualTo("0");
        assertThat(stores.mirrorClient().failureOf("update page set body = 'x'"))
                .startsWith("GW001");
        assertThat(stores.mirrorClient().failureOf("delete from note")).startsWith("GW001");
    }

    @Test
    void what_an_abort_removes_goes_children_first_and_nothing_else() {
        TwoStores stores = family(CASCADE);
        stores.copy("ann", 10);
        stores.copy("bob", 10);
        UnitId ann = UnitId.of("ann");
        var evictor = stores.mirror
                .fences()
                .evict(ann, stores.mirror.fences().read(ann).orElseThrow().epoch())
                .orElseThrow();
        for (Entity entity : List.of(PAGE, FILE, NOTE)) {
            assertThat(stores.mirror.rows().remove(evictor, stores.shape(entity), 4))
                    .isPositive();
            while (stores.mirror.rows().remove(evictor, stores.shape(entity), 4) > 0) {
                // goes on
            }
        }
        assertThat(stores.mirrorClient().text("select count(*) from page")).isEqualTo("6");
        stores.assertEqual("bob", 3, 6, 6);
    }

    @Test
    void a_parent_that_is_deleted_takes_its_children_along_with_their_marks() {
        TwoStores stores = family(CASCADE);
        stores.copy("ann", 10);
        stores.client.run("delete from note where id in (2, 3)");
        assertThat(stores.marked("ann")).containsExactly("file:21", "file:22", "note:2", "page:21,1", "page:22,1");
        stores.drain("ann");
        stores.assertEqual("ann", 2, 4, 4);
        freeze(stores, "ann");
        assertThat(stores.client.failureOf("delete from note where id = 4")).startsWith("40001");
        assertThat(stores.client.failureOf("delete from page where file_id = 41"))
                .startsWith("40001");
    }

    @Test
    void a_parent_that_changes_its_unit_takes_its_children_along() {
        TwoStores stores = family(CASCADE);
        stores.copy("ann", 10);
        stores.start("bob");
        stores.client.run("update note set creator = 'bob' where id in (2, 3)");
        List<String> moved = List.of("file:21", "file:22", "note:2", "page:21,1", "page:22,1");
        assertThat(stores.marked("ann")).containsExactlyElementsOf(moved);
        assertThat(stores.marked("bob")).containsAll(moved);
        stores.drain("ann");
        stores.assertEqual("ann", 2, 4, 4);
        stores.home.fences().start(Notes.MIGRATION, Role.HOME, List.of(UnitId.of("eve")));
        freeze(stores, "eve");
        assertThat(stores.client.failureOf("update note set creator = 'eve' where id = 4"))
                .startsWith("40001");
    }

    @Test
    void a_child_that_changes_its_parent_is_marked_on_both_sides() {
        TwoStores stores = family(CASCADE);
        stores.start("ann");
        stores.start("bob");
        stores.client.run("update file set note_id = 3 where id = 21");
        assertThat(stores.marked("ann")).containsExactly("file:21", "page:21,1");
        assertThat(stores.marked("bob")).containsExactly("file:21", "page:21,1");
        freeze(stores, "bob");
        assertThat(stores.client.failureOf("update file set note_id = 1 where id = 22"))
                .startsWith("40001");
        assertThat(stores.client.failureOf("update file set note_id = 2 where id = 11"))
                .startsWith("40001");
    }

    @Test
    void a_changed_key_of_a_parent_reaches_its_children() {
        TwoStores stores = family(CASCADE);
        stores.copy("ann", 10);
        stores.start("bob");
        stores.client.run(
                "update note set id = 20, creator = 'bob' where id = 2", "update file set id = 420 where id = 42");
        assertThat(stores.marked("ann"))
                .containsExactly(
                        "file:21",
                        "file:22",
                        "file:42",
                        "file:420",
                        "note:2",
                        "page:21,1",
                        "page:22,1",
                        "page:42,1",
                        "page:420,1");
        assertThat(stores.marked("bob")).contains("note:20", "file:21", "file:22", "page:21,1", "page:22,1");
        stores.drain("ann");
        stores.assertEqual("ann", 2, 4, 4);
    }

    @Test
    void a_deferred_foreign_key_lets_children_come_first_and_parents_go_first() {
        TwoStores stores = family(" deferrable initially deferred");
        stores.copy("ann", 10);
        stores.start("bob");
        stores.client.run(
                "begin",
                "insert into page values (81, 1, 'new')",
                "insert into file values (81, 8, 'new')",
                "insert into note values (8, 'ann')",
                "commit");
        assertThat(stores.marked("ann")).containsExactly("file:81", "note:8", "page:81,1");
        stores.client.run(
                "begin",
                "delete from note where id = 2",
                "delete from file where note_id = 2",
                "delete from page where file_id in (21, 22)",
                "commit");
        assertThat(stores.marked("ann")).contains("file:21", "file:22", "page:21,1", "page:22,1");
        // Whose children stay while it is born again as somebody else's.
        stores.client.run("begin", "delete from note where id = 4", "insert into note values (4, 'bob')", "commit");
        List<String> taken = List.of("file:41", "file:42", "note:4", "page:41,1", "page:42,1");
        assertThat(stores.marked("ann")).containsAll(taken);
        assertThat(stores.marked("bob")).containsAll(taken);
        freeze(stores, "ann");
        stores.client.run("begin", "insert into page values (91, 1, 'x')", "insert into file values (91, 1, 'x')");
        stores.client.run("commit");
        stores.client.run("begin", "insert into page values (92, 1, 'x')");
        assertThat(stores.client.failureOf("insert into file values (92, 6, 'x')"))
                .startsWith("40001");
        stores.client.run("rollback");
    }

    @Test
    void one_statement_may_take_parent_and_children() {
        TwoStores stores = family("");
        stores.start("ann");
        stores.client.run(
                "delete from page where file_id in (21, 22)",
                "with gone as (delete from note where id = 2) delete from file where note_id = 2");
        assertThat(stores.marked("ann")).contains("note:2", "file:21", "file:22");
    }

    @Test
    void a_child_without_a_parent_is_refused_by_name() {
        TwoStores stores = family(CASCADE);
        stores.client.run(
                "alter table page drop constraint page_file_id_fkey", "alter table file alter note_id drop not null");
        assertThat(stores.client.failureOf("insert into page values (999, 1, 'x')"))
                .startsWith("23503")
                .contains("GODWIT NO PARENT");
        assertThat(stores.client.failureOf("insert into file values (999, null, 'x')"))
                .contains("GODWIT NULL UNIT");
    }

    @Test
    void who_writes_a_child_while_its_parent_changes_its_unit_waits_for_the_end() {
        TwoStores stores = family(CASCADE);
        stores.start("ann");
        stores.start("bob");
        Client mover = stores.client();
        mover.run("begin", "update note set creator = 'bob' where id = 2");
        Client.Waiting waiting = stores.client.startsToWait("insert into page values (21, 2, 'raced')");
        mover.run("commit");
        assertThat(waiting.end()).isEqualTo("no failure");
        assertThat(stores.marked("bob")).contains("page:21,2");

        stores.client.run("begin", "insert into page values (41, 2, 'raced')");
        Client.Waiting moving = mover.startsToWait("update note set creator = 'bob' where id = 4");
        stores.client.run("commit");
        assertThat(moving.end()).isEqualTo("no failure");
        assertThat(stores.marked("bob")).contains("page:41,2");
        assertThat(stores.marked("ann")).contains("page:41,2");

        // Two who write children of one parent don't wait for each other, nor does who changes the parent otherwise.
        stores.client.run("begin", "insert into page values (61, 2, 'x')");
        mover.run("insert into page values (61, 3, 'x')", "update note set title = 'x' where id = 6");
        stores.client.run("commit");
    }

    @Test
    void an_old_snapshot_misses_nothing() {
        TwoStores stores = family(CASCADE);
        stores.start("ann");
        stores.start("bob");
        Client old = stores.client();
        old.run("begin isolation level repeatable read", "select count(*) from note");
        stores.client.run("update note set creator = 'bob' where id = 2");
        assertThat(old.failureOf("insert into page values (21, 2, 'x')")).startsWith("40001");
        old.run("rollback", "begin isolation level repeatable read");
        assertThat(old.failureOf("update note set creator = 'ann' where id = 2"))
                .startsWith("0A000")
                .contains("GODWIT PARENT MOVED");
        old.run(
                "rollback",
                "begin isolation level serializable",
                "insert into page values (21, 2, 'x')",
                "delete from note where id = 6",
                "commit");
        assertThat(stores.marked("bob")).contains("page:21,2");
        assertThat(stores.marked("ann")).contains("page:61,1");
    }

    @Test
    void what_is_remembered_of_the_departed_is_forgotten() {
        TwoStores stores = family(CASCADE);
        stores.client.run(
                "delete from note where id = 2", "delete from note where id = 4", "delete from note where id = 6");
        assertThat(Integer.parseInt(stores.client.text("select count(*) from godwit_real.departed")))
                .isLessThan(9);
        assertThat(stores.client.text("select count(*) from godwit_real.orphan"))
                .isEqualTo("0");
        stores.home.install(Role.HOME);
        stores.home.uninstall();
        assertThat(stores.client.text("select count(*) from pg_trigger where tgname like 'godwit%'"))
                .isEqualTo("0");
    }

    private static void freeze(TwoStores stores, String unit) {
        UnitId id = UnitId.of(unit);
        var epoch = stores.home.fences().read(id).orElseThrow().epoch();
        stores.home.marks().purge(id);
        assertThat(stores.home.fences().change(new FenceChange.Freeze(id, epoch, Duration.ofMinutes(5))))
                .isTrue();
    }

    private static TwoStores family(String reference) {
        return TwoStores.of(
                List.of(NOTE, FILE, PAGE),
                List.of(
                        "create table note (id bigint primary key, creator text not null, title text)",
                        "create index on note (creator, id)",
                        "create table file (id int primary key, note_id bigint not null references note" + reference
                                + ", body text)",
                        "create index on file (note_id)",
                        "create table page (file_id int not null references file" + reference
                                + ", number int, body text, primary key (file_id, number))"),
                ROWS);
    }

    private static Entity child(String name, List<String> key, List<String> columns, String parent) {
        return new Entity(
                new EntityName(name),
                name,
                Map.of(),
                key,
                new UnitRule.Through(columns, new EntityName(parent)),
                Map.of());
    }
}
