package dev.godwit.jdbc;

import static dev.godwit.jdbc.Notes.ANN;
import static dev.godwit.jdbc.Notes.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which writes leave a mark. */
@ExtendWith(CloseWhatWasOpened.class)
class WriterCaptureTest {
    private final Notes notes = Notes.homeOf(ANN, BOB);
    private final Client client = notes.client();

    @Test
    void insert_update_and_delete_mark_the_key() {
        client.run("insert into notes values (1, 'ann', 'a'), (2, 'ann', 'b'), (3, 'bob', 'c')");
        assertThat(notes.marked(ANN)).containsExactly("1", "2");
        assertThat(notes.marked(BOB)).containsExactly("3");
        forgetAll();
        client.run("update notes set body = 'x' where id = 2");
        assertThat(notes.marked(ANN)).containsExactly("2");
        forgetAll();
        client.run("delete from notes where id = 1");
        assertThat(notes.marked(ANN)).containsExactly("1");
        assertThat(notes.marked(BOB)).isEmpty();
    }

    @Test
    void a_changed_unit_is_marked_on_both_sides_and_a_changed_key_under_both_keys() {
        client.run("insert into notes values (1, 'ann', 'a')");
        forgetAll();
        client.run("update notes set creator = 'bob'");
        assertThat(notes.marked(ANN)).containsExactly("1");
        assertThat(notes.marked(BOB)).containsExactly("1");
        forgetAll();
        client.run("update notes set id = 7");
        assertThat(notes.marked(BOB)).containsExactly("1", "7");
    }

    @Test
    void an_upsert_marks_what_it_inserts_and_what_it_updates() {
        client.run("insert into notes values (1, 'ann', 'a')");
        forgetAll();
        client.run("insert into notes values (1, 'ann', 'b'), (2, 'ann', 'c')"
                + " on conflict (id) do update set body = excluded.body, creator = 'bob'");
        assertThat(notes.marked(ANN)).containsExactly("1", "2");
        assertThat(notes.marked(BOB)).containsExactly("1");
    }

    @Test
    void a_merge_marks_each_of_its_actions() {
        client.run("insert into notes values (1, 'ann', 'a'), (2, 'ann', 'b')");
        forgetAll();
        client.run("merge into notes using (values (1), (2), (3)) wanted (id) on notes.id = wanted.id"
                + " when matched and notes.id = 1 then delete"
                + " when matched then update set body = 'merged'"
                + " when not matched then insert values (wanted.id, 'bob', 'new')");
        assertThat(notes.marked(ANN)).containsExactly("1", "2");
        assertThat(notes.marked(BOB)).containsExactly("3");
    }

    @Test
    void a_copy_and_writable_queries_are_marked() {
        client.copyIn("copy notes (id, creator, body) from stdin", "1\tann\ta\n2\tbob\tb\n");
        assertThat(notes.marked(ANN)).containsExactly("1");
        assertThat(notes.marked(BOB)).containsExactly("2");
        forgetAll();
        client.run("with gone as (delete from notes where id = 1 returning *),"
                + " born as (insert into notes values (3, 'bob', 'c') returning *)"
                + " update notes set body = 'x' where id = 2 and exists (select from gone, born)");
        assertThat(notes.marked(ANN)).containsExactly("1");
        assertThat(notes.marked(BOB)).containsExactly("2", "3");
    }

    @Test
    void rows_that_a_foreign_key_removes_are_marked() {
        notes.database()
                .execute(
                        "create table authors (name text primary key)",
                        "insert into authors values ('ann')",
                        "alter table notes add foreign key (creator) references authors on delete cascade");
        client.run("insert into notes values (1, 'ann', 'a')");
        forgetAll();
        client.run("delete from authors");
        assertThat(notes.marked(ANN)).containsExactly("1");
    }

    @Test
    void a_session_in_replica_role_is_captured_and_fenced_like_any_other() {
        client.run("set session_replication_role = replica", "insert into notes values (1, 'ann', 'a')");
        assertThat(notes.marked(ANN)).containsExactly("1");
        notes.freeze(BOB);
        assertThat(client.failureOf("insert into notes values (2, 'bob', 'b')")).startsWith("40001");
    }

    @Test
    void what_is_rolled_back_to_a_savepoint_leaves_no_mark_and_holds_no_lock() {
        client.run("begin", "savepoint before", "insert into notes values (1, 'ann', 'a')", "rollback to before");
        assertThat(notes.store().fences().holders(java.util.List.of(ANN))).isEmpty();
        client.run("insert into notes values (2, 'ann', 'a')");
        assertThat(notes.store().fences().holders(java.util.List.of(ANN))).hasSize(1);
        client.run("commit");
        assertThat(notes.marked(ANN)).containsExactly("2");
    }

    @Test
    void a_unit_that_does_not_move_leaves_no_marks() {
        client.run("insert into notes values (1, 'eve', 'e')");
        assertThat(notes.store().marks().backlog()).isEmpty();
    }

    @Test
    void a_row_without_a_unit_is_refused() {
        client.run("insert into notes values (1, 'ann', 'a')");
        assertThat(client.failureOf("insert into notes values (2, null, 'x')")).contains("GODWIT NULL UNIT");
        assertThat(client.failureOf("update notes set creator = null")).contains("GODWIT NULL UNIT");
    }

    @Test
    void truncate_is_refused_also_when_it_cascades() {
        notes.database().execute("create table authors (name text primary key)");
        assertThat(client.failureOf("truncate notes")).startsWith("GW001").contains("GODWIT TRUNCATE");
        assertThat(client.failureOf("truncate authors, notes")).contains("GODWIT TRUNCATE");
        notes.database().execute("alter table notes add foreign key (creator) references authors");
        assertThat(client.failureOf("truncate authors cascade")).contains("GODWIT TRUNCATE");
    }

    @Test
    void a_role_with_rights_on_the_table_only_can_write_and_can_not_touch_the_marks() {
        notes.database().execute("drop role if exists app", "create role app login", "grant all on notes to app");
        try (Client app = new Client(notes.database(), "app")) {
            app.run("insert into notes values (1, 'ann', 'a')", "update notes set body = 'b'");
            app.run("select godwit_notes.enter(array['ann', 'bob'])");
            assertThat(notes.marked(ANN)).containsExactly("1", "1");
            assertThat(app.text("select count(*) from godwit_notes.home_note")).isEqualTo("1");
            assertThat(app.failureOf("delete from godwit_notes.marks")).startsWith("42501");
            assertThat(app.failureOf("update godwit_notes.fence set role = 'HOME'"))
                    .startsWith("42501");
            assertThat(app.failureOf("select godwit_notes.judge(array['ann'])")).startsWith("42501");
            assertThat(app.failureOf("select godwit_notes.mover_enter('ann', 1, 1)"))
                    .startsWith("42501");
        }
        notes.database().execute("drop owned by app", "drop role app");
    }

    @Test
    void a_search_path_of_the_writer_can_not_redirect_the_judgement() {
        notes.database()
                .execute(
                        "create schema evil",
                        "create function evil.hashtext(text) returns int language sql as 'select 1'",
                        "create function evil.clock_timestamp() returns timestamptz language sql as"
                                + " $$select 'infinity'::timestamptz$$");
        notes.freeze(ANN);
        client.run("set search_path = evil, public, pg_catalog");
        assertThat(client.failureOf("insert into notes values (1, 'ann', 'a')")).startsWith("40001");
    }

    @Test
    void marks_of_one_statement_are_one_per_key() {
        client.run("insert into notes values (1, 'ann', 'a')");
        forgetAll();
        client.run("update notes set body = 'x'");
        assertThat(notes.marked(ANN)).containsExactly("1");
    }

    @Test
    void a_store_that_gave_up_its_units_can_not_tell_an_old_writer_whose_statement_matches_no_row() {
        Notes moved = Notes.installed(Role.MOVED);
        Client old = moved.client();
        // What the fence cannot do (pitfall U18): there is no row whose unit could be judged.
        old.run("update notes set body = 'x' where creator = 'ann'", "delete from notes where creator = 'ann'");
        assertThat(old.text("select count(*) from notes")).isEqualTo("0");
        assertThat(old.failureOf("insert into notes values (1, 'ann', 'a')")).startsWith("GW001");
    }

    private void forgetAll() {
        notes.forgetMarks(ANN);
        notes.forgetMarks(BOB);
    }
}
