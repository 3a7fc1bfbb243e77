package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.UnitId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a home remembers of the writes to its units in flight. */
final class MarkLaws {
    @Law
    void a_mark_is_committed_with_its_row_and_not_before(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        TestRow row = scene.row(unit);
        Writer writer = scene.begin(home, isolation);
        writer.put(row);
        assertThat(scene.marked(home, unit)).isEmpty();
        writer.commit();
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
    }

    @Law
    void what_is_rolled_back_leaves_no_mark(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        try (Writer writer = home.begin(isolation)) {
            writer.put(scene.row(unit));
        }
        assertThat(scene.marked(home, unit)).isEmpty();
    }

    @Law
    void inserts_updates_and_deletes_are_marked_under_the_text_of_their_key(Scene scene, KeyColumn keys) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        TestRow row = scene.row(unit);
        scene.write(home, row);
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
        home.store().marks().purge(unit);
        scene.write(home, row.with("second"));
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
        home.store().marks().purge(unit);
        scene.delete(home, row.key());
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
        assertThat(home.rows()).doesNotContain(row);
    }

    @Law
    void a_row_that_changes_its_unit_is_marked_in_both(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId from = scene.unitAtHome(home);
        UnitId to = scene.unitAtHome(home);
        TestRow row = scene.row(from);
        scene.write(home, row);
        home.store().marks().purge(from);
        scene.write(home, isolation, row.in(to));
        assertThat(scene.marked(home, from)).containsExactly(row.key());
        assertThat(scene.marked(home, to)).containsExactly(row.key());
    }

    @Law
    void a_unit_that_does_not_move_leaves_no_mark(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId never = scene.unit();
        UnitId settled = scene.unitAtHome(home);
        scene.change(home, new FenceChange.Settle(settled, scene.epoch(home, settled)));
        scene.write(home, isolation, scene.row(never), scene.row(settled));
        assertThat(scene.marked(home, never)).isEmpty();
        assertThat(scene.marked(home, settled)).isEmpty();
    }

    @Law
    void only_the_marks_that_were_read_are_deleted(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        TestRow row = scene.row(unit);
        scene.write(home, row);
        List<Mark> read = scene.marks(home, unit).marks();
        scene.write(home, row.with("second"));
        home.store().marks().delete(read);
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
        home.store().marks().delete(read);
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
        assertThat(home.store().marks().exist(unit)).isTrue();
    }

    @Law(needs = Ability.SEVERAL_WRITERS)
    void a_mark_of_a_transaction_that_commits_late_is_not_overlooked(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        TestRow late = scene.row(unit);
        Writer slow = scene.begin(home, isolation);
        slow.put(late);
        scene.write(home, scene.row(unit));
        MarkBatch batch = scene.marks(home, unit);
        assertThat(batch.complete()).isTrue();
        home.store().marks().delete(batch.marks());
        slow.commit();
        MarkBatch next = home.store().marks().read(unit, batch.horizon(), 100);
        assertThat(next.marks()).extracting(Mark::key).containsExactly(late.key());
    }

    @Law
    void a_number_is_never_used_twice(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        Set<Long> numbers = new HashSet<>();
        for (int i = 1; i <= 3; i++) {
            scene.write(home, scene.row(unit), scene.row(unit));
            MarkBatch batch = scene.marks(home, unit);
            batch.marks().forEach(mark -> numbers.add(mark.number()));
            home.store().marks().delete(batch.marks());
        }
        assertThat(numbers).hasSize(6);
    }

    @Law
    void a_batch_says_whether_it_has_them_all(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        scene.write(home, scene.row(unit), scene.row(unit), scene.row(unit));
        MarkBatch two = home.store().marks().read(unit, MarkBatch.FROM_THE_START, 2);
        assertThat(two.marks()).hasSize(2);
        assertThat(two.complete()).isFalse();
        home.store().marks().delete(two.marks());
        MarkBatch rest = home.store().marks().read(unit, MarkBatch.FROM_THE_START, 2);
        assertThat(rest.marks()).hasSize(1);
        assertThat(rest.complete()).isTrue();
    }

    @Law
    void the_backlog_names_each_unit_that_has_marks(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        UnitId clean = scene.unitAtHome(home);
        scene.write(home, scene.row(unit), scene.row(unit));
        List<MarkBacklog> backlog = home.store().marks().backlog();
        assertThat(backlog)
                .filteredOn(entry -> entry.unit().equals(unit))
                .singleElement()
                .satisfies(entry -> assertThat(entry.count()).isEqualTo(2))
                .satisfies(entry -> assertThat(entry.oldest().isNegative()).isFalse());
        assertThat(backlog).extracting(MarkBacklog::unit).doesNotContain(clean);
        home.store().marks().purge(unit);
        assertThat(home.store().marks().exist(unit)).isFalse();
        assertThat(home.store().marks().backlog()).extracting(MarkBacklog::unit).doesNotContain(unit);
    }
}
