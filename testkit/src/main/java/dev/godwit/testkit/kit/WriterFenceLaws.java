package dev.godwit.testkit.kit;

import static dev.godwit.testkit.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Heir;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;

/** Which writes of an application that knows nothing of Godwit are stopped. */
final class WriterFenceLaws {
    @Law
    void a_home_takes_writes(Scene scene, Isolation isolation) {
        UnitId unit = scene.unitAtHome(scene.home());
        TestRow row = scene.row(unit);
        scene.write(scene.home(), isolation, row);
        scene.write(scene.home(), isolation, row.with("second"));
        assertThat(scene.rows(scene.home(), unit)).containsExactly(row.with("second"));
    }

    @Law
    void a_frozen_unit_takes_no_write(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        TestRow row = scene.row(unit);
        scene.write(home, row);
        home.store().marks().purge(unit);
        scene.freeze(home, unit);
        assertRefused(home, () -> scene.write(home, isolation, row.with("late")), Refusal.FROZEN);
        assertRefused(home, () -> scene.write(home, isolation, scene.row(unit)), Refusal.FROZEN);
        try (Writer writer = home.begin(isolation)) {
            assertRefused(home, () -> writer.delete(row.key()), Refusal.FROZEN);
        }
        assertThat(scene.rows(home, unit)).containsExactly(row);
        assertThat(scene.marked(home, unit)).isEmpty();
    }

    @Law
    void a_mirror_takes_no_write(Scene scene, Isolation isolation) {
        UnitId unit = scene.unitMirrored(scene.mirror());
        assertRefused(scene.mirror(), () -> scene.write(scene.mirror(), isolation, scene.row(unit)), Refusal.MOVED);
        assertThat(scene.rows(scene.mirror(), unit)).isEmpty();
        assertThat(scene.marked(scene.mirror(), unit)).isEmpty();
    }

    @Law
    void a_store_that_the_unit_has_left_takes_no_write(Scene scene, Isolation isolation) {
        UnitId unit = scene.unitMirrored(scene.mirror());
        scene.change(scene.mirror(), new FenceChange.Retire(unit, scene.epoch(scene.mirror(), unit)));
        assertRefused(scene.mirror(), () -> scene.write(scene.mirror(), isolation, scene.row(unit)), Refusal.MOVED);
    }

    @Law
    void a_unit_without_a_fence_lives_by_the_default(Scene scene, Isolation isolation) {
        UnitId unit = scene.unit();
        TestRow row = scene.row(unit);
        scene.write(scene.home(), isolation, row);
        assertThat(scene.rows(scene.home(), unit)).containsExactly(row);
        assertRefused(scene.mirror(), () -> scene.write(scene.mirror(), isolation, row), Refusal.MOVED);
    }

    @Law
    void a_row_that_changes_its_unit_needs_a_home_for_both(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId from = scene.unitAtHome(home);
        UnitId frozen = scene.unitAtHome(home);
        TestRow row = scene.row(from);
        scene.write(home, row);
        scene.freeze(home, frozen);
        assertRefused(home, () -> scene.write(home, isolation, row.in(frozen)), Refusal.FROZEN);
        UnitId open = scene.unitAtHome(home);
        scene.write(home, isolation, row.in(open));
        scene.freeze(home, open);
        assertRefused(home, () -> scene.write(home, isolation, row.in(from)), Refusal.FROZEN);
        assertThat(scene.rows(home, open)).containsExactly(row.in(open));
    }

    @Law
    void an_expired_freeze_lets_writers_pass_and_marks_what_they_write(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        scene.freeze(home, unit, Duration.ZERO);
        TestRow row = scene.row(unit);
        scene.write(home, isolation, row);
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
    }

    @Law
    void an_expired_freeze_lets_writers_pass_that_began_before_it_expired(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        Writer writer = scene.begin(home, Isolation.READ_COMMITTED);
        writer.rows();
        scene.freeze(home, unit, Duration.ofMillis(40));
        while (!scene.fence(home, unit).expired()) {
            scene.pause(Duration.ofMillis(5));
        }
        TestRow row = scene.row(unit);
        writer.put(row);
        writer.commit();
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
    }

    @Law(needs = Ability.READS_BESIDE_WRITES)
    void a_writer_that_began_before_a_freeze_is_judged_when_it_writes(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        Writer writer = scene.begin(home, isolation);
        writer.rows();
        scene.freeze(home, unit);
        assertRefused(home, () -> writer.put(scene.row(unit)), Refusal.FROZEN, Refusal.CONFLICT);
        writer.close();
        assertThat(scene.rows(home, unit)).isEmpty();
    }

    @Law(needs = Ability.READS_BESIDE_WRITES)
    void a_writer_that_began_before_the_unit_had_a_fence_is_judged_by_it(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unit();
        Writer writer = scene.begin(home, isolation);
        writer.rows();
        scene.start(home, unit, Role.HOME);
        scene.freeze(home, unit);
        assertRefused(home, () -> writer.put(scene.row(unit)), Refusal.FROZEN, Refusal.CONFLICT);
        writer.close();
        assertThat(scene.rows(home, unit)).isEmpty();
    }

    @Law(needs = Ability.READS_BESIDE_WRITES)
    void a_writer_that_began_before_the_start_leaves_a_mark_or_nothing(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unit();
        Writer writer = scene.begin(home, isolation);
        writer.rows();
        scene.start(home, unit, Role.HOME);
        TestRow row = scene.row(unit);
        boolean written = Refusals.failureOf(() -> {
                    writer.put(row);
                    writer.commit();
                })
                .isEmpty();
        writer.close();
        assertThat(scene.rows(home, unit)).hasSize(written ? 1 : 0);
        assertThat(scene.marked(home, unit)).hasSize(written ? 1 : 0);
    }

    @Law(needs = Ability.READS_BESIDE_WRITES)
    void a_writer_that_began_before_a_demotion_is_stopped(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        Writer writer = scene.begin(home, isolation);
        writer.rows();
        scene.freeze(home, unit);
        assertThat(home.store().fences().demote(new FenceChange.Demote(unit, scene.epoch(home, unit)), List.of()))
                .isTrue();
        assertRefused(home, () -> writer.put(scene.row(unit)), Refusal.MOVED, Refusal.CONFLICT);
    }

    @Law(needs = Ability.READS_BESIDE_WRITES)
    void a_writer_that_began_before_a_roll_back_and_return_leaves_a_mark_or_nothing(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        Writer writer = scene.begin(home, isolation);
        writer.rows();
        scene.freeze(home, unit);
        scene.change(home, new FenceChange.Demote(unit, scene.epoch(home, unit)));
        Heir heir = new Heir(SharedStores.NEW, scene.epoch(home, unit));
        scene.change(home, new FenceChange.Seal(unit, scene.epoch(home, unit), heir));
        scene.change(home, new FenceChange.Promote(unit, scene.epoch(home, unit), heir));
        TestRow row = scene.row(unit);
        boolean written = Refusals.failureOf(() -> {
                    writer.put(row);
                    writer.commit();
                })
                .isEmpty();
        writer.close();
        assertThat(scene.marked(home, unit)).hasSize(written ? 1 : 0);
        assertThat(written).isEqualTo(isolation == Isolation.READ_COMMITTED);
    }

    @Law(needs = Ability.SEVERAL_WRITERS)
    void a_writer_that_waited_for_a_row_while_its_unit_was_frozen_is_stopped(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        TestRow row = scene.row(unit);
        scene.write(home, row);
        Writer first = scene.begin(home, Isolation.READ_COMMITTED);
        first.put(row.with("first"));
        Writer second = scene.begin(home, isolation);
        StoreUnderTest.Waiting waiting = scene.database().start(() -> {
            second.put(row.with("second"));
            second.commit();
        });
        scene.freeze(home, unit);
        first.commit();
        assertThat(waiting.end()).as("it should have been stopped").isPresent();
        second.close();
        assertThat(scene.rows(home, unit)).containsExactly(row.with("first"));
    }
}
