package dev.godwit.jdbc;

import static dev.godwit.jdbc.Notes.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.Marks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How marks are read and deleted, while writers commit in any order. */
@ExtendWith(CloseWhatWasOpened.class)
class MarksTest {
    private final Notes notes = Notes.homeOf(ANN);
    private final Marks marks = notes.store().marks();

    /** Pitfall U20: a number tells nothing about what is committed already. */
    @Test
    void a_mark_that_commits_after_a_later_one_was_read_is_not_deleted_with_it_and_found_later() {
        Client slow = notes.client();
        slow.run("begin", "insert into notes values (1, 'ann', 'a')");
        notes.client().run("insert into notes values (2, 'ann', 'b')");
        MarkBatch first = marks.read(ANN, MarkBatch.FROM_THE_START, 10);
        assertThat(keys(first)).containsExactly("2");
        assertThat(first.complete()).isTrue();
        slow.run("commit");
        marks.delete(first.marks());
        MarkBatch second = marks.read(ANN, first.horizon(), 10);
        assertThat(keys(second)).containsExactly("1");
    }

    @Test
    void a_change_after_the_read_has_a_mark_of_its_own_that_a_delete_leaves() {
        Client client = notes.client();
        client.run("insert into notes values (1, 'ann', 'a')");
        MarkBatch read = marks.read(ANN, MarkBatch.FROM_THE_START, 10);
        client.run("update notes set body = 'b'");
        marks.delete(read.marks());
        assertThat(notes.marked(ANN)).containsExactly("1");
    }

    @Test
    void marks_of_nested_savepoints_are_not_below_the_horizon() {
        Client slow = notes.client();
        slow.run("begin", "insert into notes values (1, 'ann', 'a')", "savepoint one");
        notes.client().run("insert into notes values (9, 'ann', 'x')");
        slow.run("insert into notes values (2, 'ann', 'b')", "savepoint two");
        MarkBatch before = marks.read(ANN, MarkBatch.FROM_THE_START, 10);
        marks.delete(before.marks());
        slow.run("insert into notes values (3, 'ann', 'c')", "rollback to two", "commit");
        assertThat(keys(marks.read(ANN, before.horizon(), 10))).containsExactly("1", "2");
    }

    /** Pitfall U15. */
    @Test
    void a_zombie_can_not_delete_a_newer_mark_in_the_place_of_one_that_it_has_read() {
        Client client = notes.client();
        client.run("insert into notes values (1, 'ann', 'a')");
        List<Mark> zombies = marks.read(ANN, MarkBatch.FROM_THE_START, 10).marks();
        marks.delete(zombies);
        // After this the next mark takes the same place in the table.
        client.run("vacuum godwit_notes.marks", "update notes set body = 'b'");
        List<Mark> now = marks.read(ANN, MarkBatch.FROM_THE_START, 10).marks();
        assertThat(now.getFirst().locator()).isEqualTo(zombies.getFirst().locator());
        assertThat(now.getFirst().number()).isGreaterThan(zombies.getFirst().number());
        marks.delete(zombies);
        assertThat(notes.marked(ANN)).containsExactly("1");
    }

    @Test
    void marks_that_were_moved_by_a_rewrite_of_the_table_are_deleted_all_the_same() {
        Client client = notes.client();
        client.run("insert into notes select i, 'ann', 'a' from generate_series(1, 20) i");
        marks.delete(marks.read(ANN, MarkBatch.FROM_THE_START, 10).marks());
        List<Mark> rest = marks.read(ANN, MarkBatch.FROM_THE_START, 20).marks();
        client.run("vacuum full godwit_notes.marks");
        marks.delete(rest);
        assertThat(marks.exist(ANN)).isFalse();
    }

    private static List<String> keys(MarkBatch batch) {
        return batch.marks().stream().map(mark -> mark.key().text()).sorted().toList();
    }
}
