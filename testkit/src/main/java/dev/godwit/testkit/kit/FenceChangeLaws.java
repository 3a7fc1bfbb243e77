package dev.godwit.testkit.kit;

import static dev.godwit.testkit.kit.Refusals.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.FenceChange.Reopen;
import dev.godwit.core.FenceChange.Restore;
import dev.godwit.core.FenceChange.Retire;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.FenceChange.Settle;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.Heir;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Each change of a fence is a compare-and-set that takes the next epoch. */
final class FenceChangeLaws {
    private static final StoreName OTHER = new StoreName("other");

    @Law
    void a_start_gives_units_without_a_fence_their_first_epoch(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unit();
        Epoch before = home.store().fences().readDefault().epoch();
        scene.start(home, unit, Role.HOME);
        assertThat(scene.fence(home, unit))
                .isEqualTo(new Fence(
                        unit, Role.HOME, new Epoch(1), Epoch.ZERO, Token.NONE, Optional.empty(), false, true));
        assertThat(home.store().fences().readDefault().epoch()).isGreaterThan(before);
        scene.start(home, unit, Role.HOME);
        assertThat(scene.epoch(home, unit)).isEqualTo(new Epoch(1));
    }

    @Law
    void a_start_against_the_meaning_of_a_fence_is_an_error_and_starts_nobody(Scene scene) {
        UnitId unit = scene.unit();
        assertFails(ErrorCode.FENCE_LOST, () -> scene.start(scene.home(), unit, Role.MIRROR));
        assertFails(ErrorCode.FENCE_LOST, () -> scene.start(scene.mirror(), unit, Role.HOME));
        UnitId settled = scene.unitAtHome(scene.home());
        scene.change(scene.home(), new Settle(settled, new Epoch(1)));
        assertFails(
                ErrorCode.FENCE_LOST,
                () -> scene.home().store().fences().start(Scene.MIGRATION, Role.MIRROR, List.of(settled, unit)));
        assertThat(scene.home().store().fences().read(unit)).isEmpty();
        scene.start(scene.home(), settled, Role.HOME);
        assertThat(scene.fence(scene.home(), settled).inFlight()).isTrue();
    }

    @Law
    void a_unit_that_is_excluded_lives_elsewhere_and_one_that_has_a_fence_keeps_it(Scene scene) {
        TestStore mirror = scene.mirror();
        UnitId stranger = scene.unit();
        UnitId mirrored = scene.unitMirrored(mirror);
        mirror.store().fences().exclude(Scene.MIGRATION, List.of(stranger, mirrored));
        mirror.store().fences().exclude(Scene.MIGRATION, List.of(stranger));
        assertThat(scene.fence(mirror, stranger))
                .isEqualTo(new Fence(
                        stranger, Role.MOVED, new Epoch(1), Epoch.ZERO, Token.NONE, Optional.empty(), false, false));
        assertThat(scene.fence(mirror, mirrored).role()).isEqualTo(Role.MIRROR);
        scene.start(mirror, stranger, Role.MIRROR);
        assertThat(scene.epoch(mirror, stranger)).isEqualTo(new Epoch(2));
        TestStore home = scene.home();
        UnitId other = scene.unit();
        assertFails(ErrorCode.FENCE_LOST, () -> {
            home.store().fences().exclude(Scene.MIGRATION, List.of(other));
            return other;
        });
        assertThat(home.store().fences().read(other)).isEmpty();
    }

    @Law
    void nothing_is_changed_against_another_role_or_epoch(Scene scene) {
        TestStore home = scene.home();
        TestStore mirror = scene.mirror();
        assertThat(accepted(home, () -> scene.unitAtHome(home))).containsExactly("Freeze 1", "Settle 1");
        assertThat(accepted(mirror, () -> scene.unitMirrored(mirror)))
                .containsExactly("Seal 1", "Reopen 1", "Restore 1", "Retire 1");
        assertThat(accepted(home, () -> {
                    UnitId unit = scene.unitAtHome(home);
                    scene.freeze(home, unit);
                    return unit;
                }))
                .containsExactly("Thaw 2", "Demote 2");
        assertThat(accepted(home, scene::unit)).isEmpty();
    }

    private static List<String> accepted(TestStore store, Supplier<UnitId> units) {
        return new FenceAttempts(store, units).accepted(new Heir(OTHER, new Epoch(9)));
    }

    @Law
    void each_change_takes_the_next_epoch_and_leaves_what_is_not_its_own(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        scene.change(home, new Freeze(unit, new Epoch(1), Scene.LONG));
        assertThat(scene.fence(home, unit)).isEqualTo(fence(unit, Role.FROZEN, 2, 0));
        scene.change(home, new Thaw(unit, new Epoch(2)));
        assertThat(scene.fence(home, unit)).isEqualTo(fence(unit, Role.HOME, 3, 0));
        scene.change(home, new Freeze(unit, new Epoch(3), Scene.LONG));
        scene.change(home, new Demote(unit, new Epoch(4)));
        assertThat(scene.fence(home, unit)).isEqualTo(fence(unit, Role.MIRROR, 5, 0));
        scene.change(home, new Restore(unit, new Epoch(5)));
        assertThat(scene.fence(home, unit)).isEqualTo(fence(unit, Role.HOME, 6, 6));
        scene.change(home, new Freeze(unit, new Epoch(6), Scene.LONG));
        scene.change(home, new Thaw(unit, new Epoch(7)));
        assertThat(scene.fence(home, unit)).isEqualTo(fence(unit, Role.HOME, 8, 6));
        scene.change(home, new Settle(unit, new Epoch(8)));
        assertThat(scene.fence(home, unit).inFlight()).isFalse();
        assertThat(scene.fence(home, unit).homeSince()).isEqualTo(new Epoch(6));
    }

    private static Fence fence(UnitId unit, Role role, long epoch, long homeSince) {
        return new Fence(unit, role, new Epoch(epoch), new Epoch(homeSince), Token.NONE, Optional.empty(), false, true);
    }

    @Law
    void a_freeze_expires_by_the_clock_of_the_store(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        scene.freeze(home, unit, Duration.ZERO);
        assertThat(scene.fence(home, unit).expired()).isTrue();
        scene.change(home, new Thaw(unit, new Epoch(2)));
        scene.freeze(home, unit, Scene.LONG);
        assertThat(scene.fence(home, unit).expired()).isFalse();
    }

    @Law
    void a_freeze_says_what_has_to_be_mirrored(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        TestRow row = scene.row(unit);
        scene.write(home, row);
        var frozen = scene.freeze(home, unit);
        assertThat(frozen.writers()).isEmpty();
        assertThat(frozen.marks().complete()).isTrue();
        assertThat(frozen.marks().marks()).extracting(Mark::key).containsExactly(row.key());
        assertThat(home.store()
                        .fences()
                        .freeze(new Freeze(unit, new Epoch(1), Scene.LONG), MarkBatch.FROM_THE_START, 10))
                .isEmpty();
    }

    /** Marks decide and not clocks: whatever slipped in after an expiry has left one. */
    @Law
    void no_home_is_demoted_while_a_mark_is_left(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        scene.freeze(home, unit, Duration.ZERO);
        scene.write(home, scene.row(unit));
        Demote demote = new Demote(unit, new Epoch(2));
        assertThat(home.store().fences().change(demote)).isFalse();
        List<Mark> read = scene.marks(home, unit).marks();
        scene.write(home, scene.row(unit));
        assertThat(home.store().fences().demote(demote, read)).isFalse();
        assertThat(scene.fence(home, unit).is(Role.FROZEN, new Epoch(2))).isTrue();
        assertThat(home.store().fences().demote(demote, scene.marks(home, unit).marks()))
                .isTrue();
        assertThat(scene.fence(home, unit).is(Role.MIRROR, new Epoch(3))).isTrue();
        assertThat(scene.marked(home, unit)).isEmpty();
    }

    @Law
    void only_the_heir_that_was_named_is_promoted_and_once(Scene scene) {
        TestStore mirror = scene.mirror();
        UnitId unit = scene.unitMirrored(mirror);
        Heir heir = new Heir(SharedStores.LEGACY, new Epoch(3));
        scene.change(mirror, new Seal(unit, new Epoch(1), heir));
        assertThat(scene.fence(mirror, unit).heir()).contains(heir);
        for (Heir other : List.of(
                new Heir(SharedStores.LEGACY, new Epoch(2)),
                new Heir(SharedStores.LEGACY, new Epoch(4)),
                new Heir(OTHER, new Epoch(3)))) {
            assertThat(mirror.store().fences().change(new Promote(unit, new Epoch(2), other)))
                    .isFalse();
        }
        Promote promote = new Promote(unit, new Epoch(2), heir);
        scene.change(mirror, promote);
        assertThat(scene.fence(mirror, unit)).isEqualTo(fence(unit, Role.HOME, 3, 3));
        assertThat(mirror.store().fences().change(promote)).isFalse();
    }

    @Law
    void every_change_but_a_seal_clears_the_heir(Scene scene) {
        TestStore mirror = scene.mirror();
        Heir heir = new Heir(SharedStores.LEGACY, new Epoch(3));
        Epoch sealed = new Epoch(2);
        UnitId reopened = sealed(scene, mirror, heir);
        scene.change(mirror, new Reopen(reopened, sealed));
        UnitId retired = sealed(scene, mirror, heir);
        scene.change(mirror, new Retire(retired, sealed));
        UnitId evicted = sealed(scene, mirror, heir);
        assertThat(mirror.store().fences().evict(evicted, sealed)).isPresent();
        UnitId restored = sealed(scene, mirror, heir);
        scene.change(mirror, new Restore(restored, sealed));
        for (UnitId unit : List.of(reopened, retired, evicted, restored)) {
            assertThat(scene.fence(mirror, unit).heir()).isEmpty();
            assertThat(mirror.store().fences().change(new Promote(unit, new Epoch(3), heir)))
                    .isFalse();
        }
    }

    private static UnitId sealed(Scene scene, TestStore mirror, Heir heir) {
        UnitId unit = scene.unitMirrored(mirror);
        FenceChange seal = new Seal(unit, new Epoch(1), heir);
        scene.change(mirror, seal);
        return unit;
    }
}
