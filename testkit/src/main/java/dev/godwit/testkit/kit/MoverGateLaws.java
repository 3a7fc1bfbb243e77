package dev.godwit.testkit.kit;

import static dev.godwit.testkit.kit.Refusals.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.FenceChange.Reopen;
import dev.godwit.core.FenceChange.Restore;
import dev.godwit.core.FenceChange.Retire;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.Fences;
import dev.godwit.core.Heir;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import java.util.List;

/** Who may write into a mirror. */
final class MoverGateLaws {
    @Law
    void a_mover_with_the_right_writes_and_leaves_no_mark(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestRow row = moving.written();
        moving.apply(moving.acquire(), row.key());
        assertThat(moving.mirrored()).containsExactly(row);
        assertThat(scene.marked(scene.mirror(), moving.unit())).isEmpty();
    }

    @Law
    void a_new_token_shuts_out_the_mover_that_had_the_old_one(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestRow row = moving.written();
        MoverRight zombie = moving.acquire();
        MoverRight next = moving.acquire();
        assertThat(next.token().number()).isGreaterThan(zombie.token().number());
        moving.assertShutOut(zombie, row.key());
        moving.apply(next, row.key());
    }

    @Law
    void every_change_of_the_epoch_shuts_the_mover_out(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestRow row = moving.written();
        Fences fences = scene.mirror().store().fences();
        MoverRight right = moving.acquire();
        Heir heir = new Heir(SharedStores.LEGACY, right.epoch());
        scene.change(scene.mirror(), new Seal(moving.unit(), right.epoch(), heir));
        moving.assertShutOut(right, row.key());
        assertThat(fences.acquire(moving.unit(), moving.epoch())).isEmpty();
        scene.change(scene.mirror(), new Reopen(moving.unit(), moving.epoch()));
        moving.assertShutOut(right, row.key());
        MoverRight reopened = moving.acquire();
        moving.apply(reopened, row.key());
        MoverRight evictor = fences.evict(moving.unit(), reopened.epoch()).orElseThrow();
        assertThat(evictor.epoch()).isEqualTo(reopened.epoch().next());
        moving.assertShutOut(reopened, row.key());
        assertThat(fences.evict(moving.unit(), reopened.epoch())).isEmpty();
        moving.apply(evictor, row.key());
    }

    @Law
    void nobody_is_a_mover_without_a_token(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestRow row = moving.written();
        moving.assertShutOut(new MoverRight(moving.unit(), moving.epoch(), Token.NONE), row.key());
        MoverRight right = moving.acquire();
        Token never = new Token(right.token().number() + 1_000);
        moving.assertShutOut(new MoverRight(moving.unit(), right.epoch(), never), row.key());
        moving.assertShutOut(new MoverRight(moving.unit(), right.epoch().next(), right.token()), row.key());
    }

    @Law
    void a_home_takes_no_mover(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestRow row = moving.written();
        MoverRight right = moving.acquire();
        Heir heir = new Heir(SharedStores.LEGACY, right.epoch());
        scene.change(scene.mirror(), new Seal(moving.unit(), right.epoch(), heir));
        scene.change(scene.mirror(), new Promote(moving.unit(), moving.epoch(), heir));
        moving.assertShutOut(right, row.key());
        assertThat(scene.mirror().store().fences().acquire(moving.unit(), moving.epoch()))
                .isEmpty();
        assertThat(scene.home().store().fences().acquire(moving.unit(), scene.epoch(scene.home(), moving.unit())))
                .isEmpty();
    }

    /** To check the right is not enough: the check has to hold until the commit. */
    @Law
    void a_mirror_changes_its_mover_and_its_role_only_between_the_transactions_of_its_mover(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestStore mirror = scene.mirror();
        TestRow row = moving.written();
        MoverRight right = moving.acquire();
        UnitId owner = scene.unit();
        // Somebody in the same store is about to insert the same key, so the mover has to wait in its transaction.
        mirror.store().fences().start(Scene.MIGRATION, Role.MIRROR, List.of(owner));
        scene.change(mirror, new Restore(owner, scene.epoch(mirror, owner)));
        Writer inTheWay = scene.begin(mirror, Isolation.READ_COMMITTED);
        inTheWay.put(row.in(owner));
        StoreUnderTest.Waiting mover = scene.database().start(() -> moving.apply(right, row.key()));
        Fences fences = mirror.store().fences();
        Heir heir = new Heir(SharedStores.LEGACY, right.epoch());
        assertFails(ErrorCode.STORE_BUSY, () -> fences.change(new Seal(moving.unit(), right.epoch(), heir)));
        assertFails(ErrorCode.STORE_BUSY, () -> fences.change(new Reopen(moving.unit(), right.epoch())));
        assertFails(ErrorCode.STORE_BUSY, () -> fences.change(new Retire(moving.unit(), right.epoch())));
        assertFails(ErrorCode.STORE_BUSY, () -> fences.acquire(moving.unit(), right.epoch()));
        assertFails(ErrorCode.STORE_BUSY, () -> fences.evict(moving.unit(), right.epoch()));
        inTheWay.close();
        assertThat(mover.end()).isEmpty();
        assertThat(moving.mirrored()).containsExactly(row);
        scene.change(mirror, new Seal(moving.unit(), right.epoch(), heir));
        moving.assertShutOut(right, row.key());
    }

    @Law
    void what_a_unit_left_behind_is_removed_with_a_token_and_never_added_to(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestRow row = moving.written();
        MoverRight right = moving.acquire();
        moving.apply(right, row.key());
        scene.change(scene.mirror(), new Retire(moving.unit(), right.epoch()));
        assertThat(scene.mirror().store().fences().acquire(moving.unit(), moving.epoch()))
                .isEmpty();
        MoverRight removal = scene.mirror()
                .store()
                .fences()
                .acquireRemoval(moving.unit(), moving.epoch())
                .orElseThrow();
        TestRow later = moving.written();
        assertFails(ErrorCode.MOVER_SHUT_OUT, () -> moving.apply(removal, later.key()));
        assertFails(
                ErrorCode.MOVER_SHUT_OUT, () -> scene.mirror().store().rows().remove(right, moving.shape(), 10));
        assertThat(scene.mirror().store().rows().remove(removal, moving.shape(), 10))
                .isEqualTo(1);
        assertThat(scene.mirror().store().rows().remove(removal, moving.shape(), 10))
                .isZero();
        assertThat(moving.mirrored()).isEmpty();
    }

    @Law
    void the_right_of_a_mover_is_nobody_elses(Scene scene, Isolation isolation) {
        Moving moving = Moving.begin(scene);
        TestRow row = moving.written();
        moving.apply(moving.acquire(), row.key());
        Refusals.assertRefused(
                scene.mirror(), () -> scene.write(scene.mirror(), isolation, row.with("mine")), Refusal.MOVED);
        assertThat(moving.mirrored()).containsExactly(row);
    }
}
