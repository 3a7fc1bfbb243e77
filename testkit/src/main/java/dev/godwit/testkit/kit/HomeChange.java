package dev.godwit.testkit.kit;

import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.FenceChange.Reopen;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.Fences.Frozen;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.Key;
import dev.godwit.core.LockHolder;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MoverRight;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Steps 3 to 8 of the protocol and their way back, as simple as can be: a coordinator that only knows one unit. */
final class HomeChange {
    private static final int PATIENCE = 2_000;

    private final Moving moving;
    private TestStore home;
    private TestStore mirror;

    HomeChange(Moving moving) {
        this.moving = moving;
        this.home = moving.home();
        this.mirror = moving.mirror();
    }

    /** Tries until the mirror has become the home. */
    void carryOut() {
        until(this::attempt);
        TestStore newHome = mirror;
        mirror = home;
        home = newHome;
    }

    /** The store that is home now. */
    TestStore home() {
        return home;
    }

    /** Makes the mirror equal, until a look at the marks has found none. */
    void drain() {
        MoverRight right = moving.scene().acquire(mirror, moving.unit());
        until(() -> drainOnce(right));
    }

    private boolean attempt() {
        MoverRight right = moving.scene().acquire(mirror, moving.unit());
        drainOnce(right);
        Freeze freeze = new Freeze(moving.unit(), epochOf(home), Scene.LONG);
        Frozen frozen = home.store()
                .fences()
                .freeze(freeze, MarkBatch.FROM_THE_START, 100)
                .orElseThrow();
        Set<LockHolder> writers = frozen.writers();
        until(() -> home.store().fences().stillHolding(writers).isEmpty());
        until(() -> drainOnce(right));
        Epoch frozenEpoch = freeze.newEpoch();
        Heir heir = new Heir(home.store().name(), frozenEpoch.next());
        Seal seal = new Seal(moving.unit(), right.epoch(), heir);
        until(() -> mirror.store().fences().change(seal));
        Demote demote = new Demote(moving.unit(), frozenEpoch);
        if (!busyIsNo(() -> home.store().fences().demote(demote, List.of()))) {
            until(() -> home.store().fences().change(new Thaw(moving.unit(), frozenEpoch)));
            until(() -> mirror.store().fences().change(new Reopen(moving.unit(), seal.newEpoch())));
            return false;
        }
        until(() -> mirror.store().fences().change(new Promote(moving.unit(), seal.newEpoch(), heir)));
        return true;
    }

    /** Whether there was nothing to do. */
    private boolean drainOnce(MoverRight right) {
        MarkBatch batch = moving.scene().marks(home, moving.unit());
        List<Key> keys =
                batch.marks().stream().map(mark -> mark.key()).distinct().toList();
        if (keys.isEmpty()) {
            return true;
        }
        mirror.store()
                .rows()
                .apply(right, moving.shape(), home.store().rows().readKeys(moving.shape(), moving.unit(), keys));
        home.store().marks().delete(batch.marks());
        return false;
    }

    private Epoch epochOf(TestStore store) {
        return moving.scene().epoch(store, moving.unit());
    }

    private void until(BooleanSupplier work) {
        for (int i = 1; !busyIsNo(work); i++) {
            if (i == PATIENCE) {
                throw new AssertionError("it never ends; home "
                        + home.store().fences().read(moving.unit()) + ", mirror "
                        + mirror.store().fences().read(moving.unit()));
            }
            moving.scene().pause(Duration.ofMillis(1));
        }
    }

    private static boolean busyIsNo(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (GodwitException e) {
            if (e.code() != ErrorCode.STORE_BUSY && e.code() != ErrorCode.STORE_STATEMENT_TIMEOUT) {
                throw e;
            }
            return false;
        }
    }
}
