package dev.godwit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Keyspace.RowsWithoutUnit;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows whose unit is NULL, where the plan lets them stay. */
@ExtendWith(CloseWhatWasOpened.class)
class RowsWithoutUnitTest {
    private static final Entity NOTE = Entity.of(new EntityName("note"), "note", "id", "creator");
    private static final Entity FILE = new Entity(
            new EntityName("file"),
            "file",
            Map.of(),
            List.of("id"),
            new UnitRule.Through(List.of("note_id"), NOTE.name()),
            Map.of());
    private static final String NULL_UNIT = "23502 ERROR: GODWIT NULL UNIT";

    private final TwoStores stores = TwoStores.of(
            new Keyspace(TwoStores.KEYSPACE, List.of(NOTE, FILE), RowsWithoutUnit.STAY),
            List.of(
                    "create table note (id bigint primary key, creator text, title text)",
                    "create index on note (creator, id)",
                    "create table file (id bigint primary key, note_id bigint references note"
                            + " on delete cascade deferrable)",
                    "create index on file (note_id)"),
            "insert into note values (1, 'ann'), (2, 'ann'), (3, null), (4, null)",
            "insert into file values (10, 1), (30, 3), (31, 3), (90, null)");

    @Test
    void they_are_not_listed_nor_moved_and_everybody_may_write_them_where_they_are() {
        assertThat(stores.home.rows().units(NOTE, Optional.empty(), 10)).containsExactly(UnitId.of("ann"));
        assertThat(stores.home.rows().units(FILE, Optional.empty(), 10)).containsExactly(UnitId.of("ann"));
        assertThat(stores.home.fences().unlistedUnits(10)).containsExactly(UnitId.of("ann"));
        stores.copy("ann", 10);
        stores.assertEqual("ann", 2, 1);
        stores.client.run(
                "insert into note values (5, null)",
                "update note set title = 'x' where id in (1, 3)",
                "insert into file values (50, 5), (91, null)",
                "update file set id = id + 1000 where note_id = 5 or note_id is null",
                "delete from note where id in (4, 5)");
        assertThat(stores.marked("ann")).containsExactly("note:1");
        assertThat(stores.client.text("select count(*) from file")).isEqualTo("5");
        stores.drain("ann");
        stores.assertEqual("ann", 2, 1);
    }

    @Test
    void elsewhere_they_are_refused() {
        stores.copy("ann", 10);
        Client there = stores.mirrorClient();
        assertThat(there.failureOf("insert into note values (9, null)")).startsWith(NULL_UNIT);
        assertThat(there.failureOf("insert into file values (9, null)")).startsWith(NULL_UNIT);
        assertThat(there.failureOf("update note set creator = null where id = 1"))
                .startsWith("GW001");
        assertThat(there.text("select count(*) from note where creator is null"))
                .isEqualTo("0");
    }

    @Test
    void a_row_that_gets_or_loses_its_unit_is_judged_and_marked_on_the_side_that_has_one() {
        stores.copy("ann", 10);
        stores.client.run(
                "update note set creator = 'ann' where id = 3", "update note set creator = null where id = 1");
        assertThat(stores.marked("ann")).containsExactly("file:10", "file:30", "file:31", "note:1", "note:3");
        stores.drain("ann");
        stores.assertEqual("ann", 2, 2);
        stores.forgetMarks();
        stores.client.run("update file set note_id = 4 where id = 30", "update file set note_id = 3 where id = 90");
        assertThat(stores.marked("ann")).containsExactly("file:30", "file:90");
        stores.drain("ann");
        stores.assertEqual("ann", 2, 2);

        UnitId ann = UnitId.of("ann");
        stores.home
                .fences()
                .change(new FenceChange.Freeze(
                        ann, stores.home.fences().read(ann).orElseThrow().epoch(), Duration.ofMinutes(5)));
        for (String statement : List.of(
                "update note set creator = 'ann' where id = 1",
                "update note set creator = null where id = 2",
                "update note set title = 'x' where id in (1, 2)",
                "update file set note_id = 4 where id = 31",
                "insert into file values (20, 2)")) {
            assertThat(stores.client.failureOf(statement)).as(statement).startsWith("40001");
        }
        stores.client.run("update note set title = 'x' where id = 1", "insert into file values (40, 4)");
    }

    /** Its parent has a unit that is not visible yet, which is not the same as having none. */
    @Test
    void a_child_whose_parent_has_a_unit_that_is_not_visible_yet_is_not_taken_for_nobodys() {
        stores.start("ann");
        Client old = stores.client();
        old.run("begin isolation level repeatable read", "select count(*) from note");
        stores.client.run("update note set creator = 'ann' where id = 4");
        stores.forgetMarks();
        assertThat(old.failureOf("insert into file values (40, 4)")).startsWith("40001");
        old.run(
                "rollback",
                "begin isolation level repeatable read",
                "insert into file values (32, 3)",
                "insert into file values (11, 1)",
                "commit");
        assertThat(stores.marked("ann")).containsExactly("file:11");
        stores.client.run(
                "begin",
                "set constraints all deferred",
                "insert into file values (70, 7), (80, 8)",
                "insert into note values (7, null), (8, 'ann')",
                "commit");
        assertThat(stores.marked("ann")).containsExactly("file:11", "file:80", "note:8");
    }

    /** As on a way back, when the old store has rows of nobody. */
    @Test
    void no_mover_touches_them() {
        stores.client.run("insert into godwit_real.fence (unit, role, epoch, token, in_flight, migration)"
                + " values ('bob', 'MIRROR', 7, 5, true, 'test')");
        String enter = "select godwit_real.mover_enter('bob', 7, 5)";
        for (String statement : List.of(
                "update note set title = 'x' where id = 3",
                "insert into note values (9, null)",
                "insert into file values (39, 3)",
                "delete from file where note_id is null")) {
            stores.client.run("begin", enter);
            assertThat(stores.client.failureOf(statement)).as(statement).startsWith("GW003");
            stores.client.run("rollback");
        }
    }

    @Test
    void the_home_view_has_them_where_they_stay_also_when_all_else_has_gone() {
        assertThat(stores.client.text("select count(*) from godwit_real.home_note"))
                .isEqualTo("4");
        assertThat(stores.client.text("select count(*) from godwit_real.home_file"))
                .isEqualTo("4");
        stores.home.fences().start(Notes.MIGRATION, Role.HOME, List.of(UnitId.of("ann")));
        stores.home.fences().changeDefault(stores.home.fences().readDefault().epoch(), Role.MOVED);
        stores.client.run("insert into note values (5, null)");
        assertThat(stores.client.text("select count(*) from godwit_real.home_note where creator is null"))
                .isEqualTo("3");
        stores.home.uninstall();
        stores.client.run("insert into note values (6, null)");
    }

    @Test
    void preflight_counts_them() {
        assertThat(stores.home.facts().tables().get(NOTE.name()).rowsWithoutUnit())
                .isEqualTo(2);
        assertThat(stores.mirror.facts().tables().get(NOTE.name()).rowsWithoutUnit())
                .isZero();
    }
}
