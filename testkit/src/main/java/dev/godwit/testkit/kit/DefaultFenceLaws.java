package dev.godwit.testkit.kit;

import static dev.godwit.testkit.kit.Refusals.assertFails;
import static dev.godwit.testkit.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.DefaultFence;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fences;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;

/** What happens to units that nobody listed. */
final class DefaultFenceLaws {
    @Law
    void the_default_changes_only_from_the_epoch_that_was_read(Scene scene) {
        TestStore store = scene.fresh(Role.HOME);
        Fences fences = store.store().fences();
        DefaultFence before = fences.readDefault();
        assertThat(fences.changeDefault(before.epoch().next(), Role.MOVED)).isFalse();
        assertThat(fences.changeDefault(before.epoch(), Role.MOVED)).isTrue();
        assertThat(fences.changeDefault(before.epoch(), Role.HOME)).isFalse();
        assertThat(fences.readDefault())
                .isEqualTo(new DefaultFence(Role.MOVED, before.epoch().next()));
    }

    @Law
    void it_does_not_leave_a_unit_that_lives_by_it(Scene scene) {
        TestStore store = scene.fresh(Role.HOME);
        Fences fences = store.store().fences();
        UnitId unlisted = scene.unit();
        TestRow row = scene.row(unlisted);
        scene.write(store, row, scene.row(scene.unitAtHome(store)));
        assertThat(fences.unlistedUnits(10)).containsExactly(unlisted);
        Epoch epoch = fences.readDefault().epoch();
        assertThat(fences.changeDefault(epoch, Role.MOVED)).isFalse();
        scene.delete(store, row.key());
        assertThat(fences.unlistedUnits(10)).isEmpty();
        assertThat(fences.changeDefault(epoch, Role.MOVED)).isTrue();
    }

    @Law
    void it_does_not_change_under_a_writer_that_lives_by_it(Scene scene, Isolation isolation) {
        TestStore store = scene.fresh(Role.HOME);
        Fences fences = store.store().fences();
        Epoch epoch = fences.readDefault().epoch();
        Writer writer = scene.begin(store, isolation);
        writer.put(scene.row(scene.unit()));
        assertFails(ErrorCode.STORE_BUSY, () -> fences.changeDefault(epoch, Role.MOVED));
        writer.commit();
        assertThat(fences.changeDefault(epoch, Role.MOVED)).isFalse();
        assertThat(fences.readDefault()).isEqualTo(new DefaultFence(Role.HOME, epoch));
    }

    @Law(needs = Ability.READS_BESIDE_WRITES)
    void a_writer_that_began_before_the_change_is_judged_by_the_new_default(Scene scene, Isolation isolation) {
        TestStore store = scene.fresh(Role.HOME);
        Writer writer = scene.begin(store, isolation);
        writer.rows();
        Fences fences = store.store().fences();
        assertThat(fences.changeDefault(fences.readDefault().epoch(), Role.MOVED))
                .isTrue();
        assertRefused(store, () -> writer.put(scene.row(scene.unit())), Refusal.MOVED, Refusal.CONFLICT);
        writer.close();
        assertThat(store.rows()).isEmpty();
    }
}
