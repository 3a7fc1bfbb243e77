package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.CopyCursor;
import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.Heir;
import dev.godwit.core.Incarnation;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.util.List;

/** What a store has answered is still true after it has crashed, whatever its own commits wait for. */
final class CrashLaws {
    @Law(needs = Ability.CRASHES)
    void a_fence_that_was_changed_stays_changed(Scene scene) {
        TestStore store = scene.fresh(Role.HOME);
        UnitId unit = scene.unitAtHome(store);
        UnitId frozen = scene.unitAtHome(store);
        scene.freeze(store, frozen);
        UnitId demoted = scene.unitAtHome(store);
        scene.freeze(store, demoted);
        assertThat(store.store().fences().demote(new Demote(demoted, new Epoch(2)), List.of()))
                .isTrue();
        List<Fence> before = store.store().fences().all();
        scene.crash();
        assertThat(before).extracting(Fence::unit).containsExactlyInAnyOrder(unit, frozen, demoted);
        assertThat(scene.again(() -> store.store().fences().all())).isEqualTo(before);
    }

    @Law(needs = Ability.CRASHES)
    void a_promotion_that_a_router_has_completed_stays_completed(Scene scene) {
        TestStore store = scene.fresh(Role.MOVED);
        UnitId unit = scene.unitMirrored(store);
        Heir heir = new Heir(SharedStores.LEGACY, new Epoch(3));
        scene.change(store, new Seal(unit, new Epoch(1), heir));
        assertThat(store.application().completePromotion(unit, heir)).isTrue();
        scene.crash();
        assertThat(scene.again(() -> scene.fence(store, unit).role())).isEqualTo(Role.HOME);
    }

    @Law(needs = Ability.CRASHES)
    void what_a_mover_has_written_stays_with_its_cursor(Scene scene) {
        TestStore home = scene.fresh(Role.HOME);
        Moving moving = Moving.begin(scene, home, scene.twinOf(home));
        TestRow copied = moving.written();
        CopyLaws.copy(moving, 10);
        List<CopyCursor> cursors = moving.mirror().store().rows().cursors(moving.unit());
        TestRow applied = moving.written();
        MoverRight right = moving.acquire();
        moving.apply(right, applied.key());
        scene.crash();
        assertThat(scene.again(() -> moving.mirror().store().rows().cursors(moving.unit())))
                .isEqualTo(cursors);
        assertThat(moving.mirrored()).containsExactlyInAnyOrder(copied, applied);
        assertThat(scene.again(moving::acquire).token().number())
                .isGreaterThan(right.token().number());
    }

    /** Or it is gone together with its mark; but once it is mirrored and its mark deleted, nobody would notice. */
    @Law(needs = Ability.CRASHES)
    void an_acknowledged_write_to_a_unit_in_flight_stays_with_its_mark(Scene scene) {
        TestStore store = scene.fresh(Role.HOME);
        UnitId unit = scene.unitAtHome(store);
        TestRow row = scene.row(unit);
        scene.write(store, row);
        scene.crash();
        assertThat(scene.again(() -> scene.marked(store, unit))).containsExactly(row.key());
        assertThat(scene.rows(store, unit)).containsExactly(row);
    }

    @Law(needs = Ability.CRASHES)
    void a_number_of_a_mark_is_not_used_again_after_a_crash(Scene scene) {
        TestStore store = scene.fresh(Role.HOME);
        UnitId unit = scene.unitAtHome(store);
        scene.write(store, scene.row(unit));
        var before = scene.marks(store, unit).marks();
        store.store().marks().delete(before);
        scene.crash();
        Incarnation incarnation = scene.again(() -> store.store().incarnation());
        scene.write(store, scene.row(unit));
        assertThat(scene.marks(store, unit).marks())
                .filteredOn(mark -> !before.contains(mark))
                .allSatisfy(mark ->
                        assertThat(mark.number()).isGreaterThan(before.getLast().number()));
        assertThat(store.store().incarnation()).isEqualTo(incarnation);
    }
}
