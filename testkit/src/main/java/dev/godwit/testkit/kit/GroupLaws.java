package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Chunk;
import dev.godwit.core.CopyCursor;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.Fences;
import dev.godwit.core.Heir;
import dev.godwit.core.KeyRange;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.Rows;
import dev.godwit.core.UnitId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What is asked of many units at once is as if each had been asked alone: one that refuses leaves the others be. */
final class GroupLaws {
    private static final int FEW = 3;

    @Law
    void each_unit_of_a_group_is_changed_by_its_own_compare_and_set(Scene scene) {
        TestStore home = scene.home();
        Fences fences = home.store().fences();
        UnitId first = scene.unitAtHome(home);
        UnitId late = scene.unitAtHome(home);
        UnitId last = scene.unitAtHome(home);
        UnitId unknown = scene.unit();
        Epoch before = scene.epoch(home, first);
        assertThat(fences.changeAll(Stream.of(last, unknown, late, first)
                        .map(unit -> new Freeze(unit, unit.equals(late) ? before.next() : before, Scene.LONG))
                        .toList()))
                .containsExactlyInAnyOrder(first, last);
        assertThat(scene.fence(home, first).is(Role.FROZEN, before.next())).isTrue();
        assertThat(scene.fence(home, last).is(Role.FROZEN, before.next())).isTrue();
        assertThat(scene.fence(home, late).is(Role.HOME, before)).isTrue();
        assertThat(fences.changeAll(List.of())).isEmpty();
    }

    @Law
    void of_a_group_that_is_demoted_a_unit_with_a_mark_stays_frozen(Scene scene) {
        TestStore home = scene.home();
        UnitId clean = scene.unitAtHome(home);
        UnitId marked = scene.unitAtHome(home);
        scene.write(home, scene.row(marked));
        assertThat(home.store().marks().existing(Set.of(clean, marked))).containsExactly(marked);
        Epoch frozen = scene.epoch(home, clean).next();
        scene.freeze(home, clean);
        scene.freeze(home, marked);
        assertThat(home.store().fences().changeAll(List.of(new Demote(clean, frozen), new Demote(marked, frozen))))
                .containsExactly(clean);
        assertThat(scene.fence(home, clean).role()).isEqualTo(Role.MIRROR);
        assertThat(scene.fence(home, marked).is(Role.FROZEN, frozen)).isTrue();
    }

    @Law
    void each_unit_of_a_group_has_an_heir_of_its_own(Scene scene) {
        TestStore mirror = scene.mirror();
        Fences fences = mirror.store().fences();
        UnitId one = scene.unitMirrored(mirror);
        UnitId other = scene.unitMirrored(mirror);
        Epoch open = scene.epoch(mirror, one);
        Heir heir = new Heir(SharedStores.LEGACY, new Epoch(7));
        Heir stranger = new Heir(SharedStores.LEGACY, new Epoch(8));
        assertThat(fences.changeAll(List.of(new Seal(one, open, heir), new Seal(other, open, stranger))))
                .containsExactlyInAnyOrder(one, other);
        assertThat(scene.fence(mirror, one).heir()).contains(heir);
        assertThat(scene.fence(mirror, other).heir()).contains(stranger);
        assertThat(fences.acquireAll(Map.of(one, open.next()))).isEmpty();
        assertThat(fences.changeAll(
                        List.of(new Promote(one, open.next(), heir), new Promote(other, open.next(), heir))))
                .containsExactly(one);
        assertThat(scene.fence(mirror, one).role()).isEqualTo(Role.HOME);
        assertThat(scene.fence(mirror, one).homeSince()).isEqualTo(open.next().next());
        assertThat(scene.fence(mirror, other).role()).isEqualTo(Role.MIRROR);
    }

    @Law
    void each_unit_of_a_group_gets_a_token_of_its_own_if_its_epoch_is_right(Scene scene) {
        TestStore mirror = scene.mirror();
        UnitId one = scene.unitMirrored(mirror);
        UnitId other = scene.unitMirrored(mirror);
        UnitId late = scene.unitMirrored(mirror);
        MoverRight old = scene.acquire(mirror, one);
        Epoch open = scene.epoch(mirror, one);
        Map<UnitId, MoverRight> rights =
                mirror.store().fences().acquireAll(Map.of(one, open, other, open, late, open.next()));
        assertThat(rights).containsOnlyKeys(one, other);
        assertThat(Stream.of(right(rights, one), right(rights, other), old)
                        .map(MoverRight::token)
                        .distinct())
                .hasSize(3);
        assertThat(scene.fence(mirror, one).token())
                .isEqualTo(right(rights, one).token());
    }

    @Law(needs = Ability.SEVERAL_WRITERS)
    void the_holders_of_a_group_are_told_unit_by_unit(Scene scene) {
        TestStore home = scene.home();
        UnitId written = scene.unitAtHome(home);
        UnitId calm = scene.unitAtHome(home);
        Fences fences = home.store().fences();
        try (Writer writer = home.begin(Isolation.READ_COMMITTED)) {
            writer.put(scene.row(written));
            assertThat(fences.holdersByUnit(List.of(calm, written))).containsOnlyKeys(written);
            assertThat(fences.holdersByUnit(List.of(written)).get(written)).isEqualTo(fences.holders(List.of(written)));
            writer.commit();
        }
        assertThat(fences.holdersByUnit(List.of(calm, written))).isEmpty();
    }

    @Law
    void small_units_are_copied_together_and_large_ones_left_out(Scene scene, KeyColumn keys) {
        TestStore home = scene.fresh(Role.HOME);
        TestStore mirror = scene.twinOf(home);
        Moving small = Moving.begin(scene, home, mirror);
        Moving empty = Moving.begin(scene, home, mirror);
        Moving large = Moving.begin(scene, home, mirror);
        List<TestRow> rows = List.of(small.written(), small.written(), small.written());
        for (int i = 0; i <= FEW; i++) {
            large.written();
        }
        List<UnitId> units = List.of(large.unit(), small.unit(), empty.unit());
        Map<UnitId, Chunk> chunks = home.store().rows().readWhole(mirror.shape(), units, FEW);
        assertThat(chunks).containsOnlyKeys(small.unit(), empty.unit());
        write(mirror, chunks, small.acquire(), empty.acquire());
        assertThat(small.mirrored()).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(mirror.rows()).hasSameSizeAs(rows);
        Rows written = mirror.store().rows();
        assertThat(written.cursors(small.unit()))
                .extracting(CopyCursor::done, CopyCursor::rows)
                .containsExactly(tuple(true, 3L));
        assertThat(written.cursors(empty.unit())).extracting(CopyCursor::done).containsExactly(true);
        assertThat(written.unitsWithCursors(units)).containsExactlyInAnyOrder(small.unit(), empty.unit());
        assertThat(home.store().marks().existing(units)).contains(small.unit());
    }

    @Law
    void a_group_in_which_one_mover_is_shut_out_writes_nothing_of_it(Scene scene) {
        Moving good = Moving.begin(scene);
        Moving bad = Moving.begin(scene);
        good.written();
        bad.written();
        MoverRight zombie = bad.acquire();
        bad.acquire();
        Map<UnitId, Chunk> chunks =
                good.home().store().rows().readWhole(good.shape(), List.of(good.unit(), bad.unit()), FEW);
        Refusals.assertFails(ErrorCode.MOVER_SHUT_OUT, () -> {
            write(good.mirror(), chunks, good.acquire(), zombie);
            return "written";
        });
        assertThat(bad.mirrored()).isEmpty();
        assertThat(bad.mirror().store().rows().cursors(bad.unit())).isEmpty();
    }

    @Law
    void the_digests_of_a_group_are_those_of_its_units(Scene scene) {
        Moving one = Moving.begin(scene);
        Moving other = Moving.begin(scene);
        Moving empty = Moving.begin(scene);
        one.written();
        other.written();
        other.written();
        List<UnitId> units = List.of(other.unit(), empty.unit(), one.unit());
        Rows rows = one.home().store().rows();
        assertThat(rows.digests(one.shape(), units)).containsOnlyKeys(units);
        units.forEach(unit -> assertThat(rows.digests(one.shape(), units).get(unit))
                .isEqualTo(rows.digest(one.shape(), unit, KeyRange.ALL)));
    }

    private static MoverRight right(Map<UnitId, MoverRight> rights, UnitId unit) {
        return Objects.requireNonNull(rights.get(unit));
    }

    private static void write(TestStore mirror, Map<UnitId, Chunk> chunks, MoverRight... rights) {
        Map<MoverRight, Chunk> writes = new HashMap<>();
        for (MoverRight right : rights) {
            writes.put(right, Objects.requireNonNull(chunks.get(right.unit())));
        }
        mirror.store().rows().writeWhole(mirror.shape(), writes);
    }
}
