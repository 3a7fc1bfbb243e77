package dev.godwit.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Store.Fingerprint;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pitfall U11: changes of a table that leave its columns' names and types as they were. */
class PostgresFingerprintTest {
    private static final String[] TABLE = {
        "create table notes (id int primary key, creator text not null, body text default 'x', slug varchar(20))",
        "create index notes_creator on notes (creator)",
        "insert into notes values (1, 'u', 'a', 'b')",
        "create function touch() returns trigger language plpgsql as 'begin return new; end'",
        "create trigger touched before update on notes for each row execute function touch()",
        "create table parents (id int primary key)"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table notes drop column body, add column body text default 'x'",
                "alter table notes alter column slug type varchar(30)",
                "alter table notes alter column body set default 'y'",
                "alter table notes alter column body set not null",
                "alter table notes rename column body to text",
                "alter table notes disable trigger touched",
                "alter table notes disable trigger godwit_notes_insert",
                "alter table notes enable trigger godwit_notes_update",
                "drop trigger godwit_notes_delete on notes",
                "create or replace function touch() returns trigger language plpgsql as 'begin return null; end'",
                "create or replace function godwit_notes.on_insert_note() returns trigger language plpgsql as"
                        + " 'begin return null; end'",
                "alter function godwit_notes.on_update_note() stable",
                "alter table notes add foreign key (id) references parents not valid",
                "alter table parents add column note int references notes",
                "alter table notes add constraint short check (length(body) < 100)",
                "create unique index on notes (slug)",
                "alter table notes enable row level security",
                "alter table notes force row level security",
                "create rule nothing as on delete to notes do instead nothing",
                "create table part () inherits (notes)",
                "alter table notes set unlogged"
            })
    void a_change_of_the_definition_shows(String change) throws SQLException {
        try (RowsFixture store = RowsFixture.create("a", TABLE)) {
            Fingerprint before = store.store.fingerprint();
            store.execute("drop view godwit_notes.home_note, godwit_notes.rest_note, godwit_notes.chosen_note", change);
            assertThat(store.store.fingerprint().definition()).isNotEqualTo(before.definition());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table notes alter column body type text using upper(body)",
                "vacuum full notes",
                "cluster notes using notes_pkey"
            })
    void a_rewrite_shows_in_the_files_alone(String change) throws SQLException {
        try (RowsFixture store = RowsFixture.create("a", TABLE)) {
            Fingerprint before = store.store.fingerprint();
            store.execute("drop view godwit_notes.home_note, godwit_notes.rest_note, godwit_notes.chosen_note", change);
            Fingerprint after = store.store.fingerprint();
            assertThat(after.definition()).isEqualTo(before.definition());
            assertThat(after.files()).isNotEqualTo(before.files());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into notes values (2, 'u', 'a', 'c')",
                "vacuum analyze notes",
                "create index on notes (slug)",
                "alter table notes set (fillfactor = 80)",
                "comment on table notes is 'still the same'"
            })
    void what_changes_no_row_and_no_rule_does_not_show(String harmless) throws SQLException {
        try (RowsFixture store = RowsFixture.create("a", TABLE)) {
            Fingerprint before = store.store.fingerprint();
            store.plant(harmless);
            assertThat(store.store.fingerprint()).isEqualTo(before);
        }
    }

    @Test
    void partitions_come_and_go_visibly() throws SQLException {
        try (RowsFixture store = RowsFixture.bare(
                "a",
                "create table notes (id int, creator text) partition by list (creator)",
                "create table part partition of notes for values in ('u')")) {
            Fingerprint before = store.store.fingerprint();
            store.execute("alter table notes detach partition part");
            Fingerprint detached = store.store.fingerprint();
            store.execute("alter table notes attach partition part for values in ('u')", "vacuum full part");
            Fingerprint rewritten = store.store.fingerprint();

            assertThat(detached.definition()).isNotEqualTo(before.definition());
            assertThat(rewritten.files()).isNotEqualTo(before.files());
        }
    }
}
