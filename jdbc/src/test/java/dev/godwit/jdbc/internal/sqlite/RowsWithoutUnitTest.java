package dev.godwit.jdbc.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Keyspace.RowsWithoutUnit;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows whose unit is NULL, where the plan lets them stay. */
class RowsWithoutUnitTest {
    private static final Entity NOTE = Entity.of(SqliteFixture.NOTE, "notes", "id", "creator");
    private static final Entity FILE = new Entity(
            new EntityName("file"),
            "files",
            Map.of(),
            List.of("id"),
            new UnitRule.Through(List.of("note_id"), NOTE.name()),
            Map.of());
    private static final Keyspace KEYSPACE =
            new Keyspace(new KeyspaceName("notes"), List.of(NOTE, FILE), RowsWithoutUnit.STAY);
    private static final String[] TABLES = {
        "create table notes (id integer primary key, creator text, title text)",
        "create index notes_creator on notes (creator)",
        "create table files (id integer primary key, note_id integer references notes on delete cascade)",
        "create index files_note on files (note_id)"
    };

    @TempDir
    Path folder;

    private SqliteFixture home;

    @BeforeEach
    void create() {
        home = SqliteFixture.create(KEYSPACE, "home", folder, TABLES);
        home.execute(
                "insert into notes values (1, 'ann', ''), (2, 'ann', ''), (3, null, ''), (4, null, '')",
                "insert into files values (10, 1), (30, 3), (90, null)");
        home.store.install(Role.HOME);
        home.atHome("ann");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void everybody_may_write_them_where_they_are_and_nobody_lists_them() {
        home.execute(
                "insert into notes values (5, null, '')",
                "update notes set title = 'x' where id in (1, 3)",
                "insert or replace into notes values (4, null, 'y')",
                "insert into files values (50, 5), (91, null)",
                "update files set id = id + 1000 where note_id = 5 or note_id is null",
                "delete from notes where id = 4");
        assertThat(home.marks("ann")).containsExactly("note 1");
        assertThat(home.store.rows().units(NOTE, Optional.empty(), 10)).containsExactly(UnitId.of("ann"));
        assertThat(home.store.fences().unlistedUnits(10)).isEmpty();
        assertThat(home.query("select id from godwit_notes__home_note where creator is null"))
                .containsExactly("3", "5");
        assertThat(home.store.facts().tables().get(NOTE.name()).rowsWithoutUnit())
                .isEqualTo(2);
    }

    @Test
    void elsewhere_they_are_refused() {
        try (SqliteFixture mirror = SqliteFixture.create(KEYSPACE, "mirror", folder, TABLES)) {
            mirror.store.install(Role.MOVED);
            assertThatThrownBy(() -> mirror.execute("insert into notes values (9, null, '')"))
                    .rootCause()
                    .hasMessageContaining("GODWIT UNNAMED ROW");
            assertThatThrownBy(() -> mirror.execute("insert into files values (9, null)"))
                    .rootCause()
                    .hasMessageContaining("GODWIT UNNAMED ROW");
        }
    }

    @Test
    void a_row_that_gets_or_loses_its_unit_is_judged_and_marked_on_the_side_that_has_one() {
        home.execute("update notes set creator = 'ann' where id = 3");
        assertThat(home.marks("ann")).containsExactlyInAnyOrder("note 3", "file 30");
        home.atHome("ann");
        home.execute("update notes set creator = null where id = 1", "update files set note_id = 2 where id = 90");
        assertThat(home.marks("ann")).containsExactlyInAnyOrder("note 1", "file 10", "file 90");
        home.freeze("ann");
        for (String statement : List.of(
                "update notes set creator = 'ann' where id = 1",
                "update notes set creator = null where id = 2",
                "update files set note_id = 4 where id = 90",
                "replace into notes values (2, null, '')")) {
            assertThatThrownBy(() -> home.execute(statement))
                    .as(statement)
                    .rootCause()
                    .hasMessageContaining("GODWIT FROZEN");
        }
        home.execute("update notes set title = 'x' where id = 1");
    }

    /** Its parent may still come, and have a unit. */
    @Test
    void a_child_whose_parent_is_not_there_is_not_taken_for_nobodys() {
        assertThatThrownBy(() -> home.execute("insert into files values (70, 7)"))
                .rootCause()
                .hasMessageContaining("GODWIT UNNAMED ROW");
    }

    @Test
    void no_mover_touches_them() {
        home.execute("insert into godwit_notes__fence (unit, role, epoch, token, in_flight, migration)"
                + " values ('bob', 'MIRROR', 7, 5, 1, 'test')");
        for (String statement : List.of(
                "update notes set title = 'x' where id = 3",
                "insert into notes values (9, null, '')",
                "delete from notes where id = 3")) {
            assertThatThrownBy(() -> home.execute(
                            "begin immediate", "insert into godwit_notes__mover values ('bob', 7, 5)", statement))
                    .as(statement)
                    .rootCause()
                    .hasMessageContaining("GODWIT FOREIGN ROW");
        }
    }
}
