package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Phase;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Side;
import dev.godwit.core.Store;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a standby was promoted or a backup restored, fences may say what was true before. Before anything else each
 * unit's fence in that store is made to say again what the control record says, and everything that was verified or
 * mirrored there is distrusted. Thread-safe; one at a time.
 */
public final class Reassertion {
    private static final Logger LOG = LoggerFactory.getLogger(Reassertion.class);
    /** A store that wrongly believes to be home stays frozen until a person has looked. */
    private static final Duration UNTIL_SOMEONE_LOOKS = Duration.ofDays(30);

    private static final int REMOVED_AT_ONCE = 1_000;

    // No monitor: on older JDKs that would hold the carrier of a virtual thread while a store is asked.
    private final ReentrantLock lock = new ReentrantLock();
    private final MigrationName migration;
    private final StorePairs stores;
    private final ControlStore control;
    private final Recorder recorder;
    private final UnitBoard board;
    private final SessionBook sessions;
    private final StoreGuard guard;

    public Reassertion(
            MigrationName migration,
            StorePairs stores,
            ControlStore control,
            Recorder recorder,
            UnitBoard board,
            SessionBook sessions,
            StoreGuard guard) {
        this.migration = migration;
        this.stores = stores;
        this.control = control;
        this.recorder = recorder;
        this.board = board;
        this.sessions = sessions;
        this.guard = guard;
    }

    /**
     * Looks at stores; does nothing for one whose history has not changed.
     *
     * @param suspects of the migration
     * @return whether one had changed
     */
    public boolean reassert(Collection<Store> suspects) {
        lock.lock();
        try {
            boolean changed = false;
            for (Store store : suspects) {
                if (guard.incarnationChanged(store)) {
                    reassert(store);
                    changed = true;
                }
            }
            return changed;
        } finally {
            lock.unlock();
        }
    }

    private void reassert(Store store) {
        LOG.warn("store {} has another history: its fences are asserted again", store.name());
        List<UnitRecord> records = control.units(migration).stream()
                .filter(record ->
                        record.source().equals(store.name()) || record.target().equals(store.name()))
                .toList();
        for (UnitRecord record : records) {
            sessions.distrust(record.unit());
            rememberForOtherServers(record);
            try {
                assertFence(record.source().equals(store.name()) ? Side.SOURCE : Side.TARGET, store, record);
            } catch (GodwitException e) {
                if (e.code() != ErrorCode.FENCE_LOST) {
                    throw e;
                }
                recorder.attention(record, e.describe());
            }
        }
        guard.acceptIncarnation(store);
        control.note(
                migration,
                "store " + store.name(),
                "its history has changed; " + records.size() + " fences were asserted again, all rows are unverified");
        records.forEach(record -> board.hurry(record.unit()));
    }

    /** Another server may take the lead before this one has compared the unit. */
    private void rememberForOtherServers(UnitRecord record) {
        if (record.phase().mirrors()) {
            recorder.change(
                    record.unit(),
                    changing -> changing.phase().mirrors() && changing.leftover() == Leftover.NONE
                            ? changing.with(Leftover.UNVERIFIED)
                            : changing,
                    "a store has lost commits: all rows are unverified");
        }
    }

    private void assertFence(Side side, Store store, UnitRecord record) {
        Optional<Role> expected = expectedRole(side, record);
        Optional<Fence> found = store.fences().read(record.unit());
        if (expected.isEmpty()) {
            return;
        }
        if (found.map(Fence::role).equals(expected)) {
            found.ifPresent(fence -> shutOutMovers(store, fence, record));
            return;
        }
        switch (expected.get()) {
            case MIRROR -> becomeMirror(store, record, found);
            case HOME -> becomeHome(store, record, found);
            case FROZEN, MOVED -> throw lost(store, record, found);
        }
    }

    /** Tokens are numbers of the lost history: the new one may give them again, so the old ones are void by epoch. */
    private void shutOutMovers(Store store, Fence fence, UnitRecord record) {
        if (fence.role() != Role.MIRROR || fence.heir().isPresent()) {
            return;
        }
        Optional<MoverRight> right = store.fences().evict(fence.unit(), fence.epoch());
        if (record.phase() == Phase.COPYING && right.isPresent()) {
            // Rows that were applied beyond a cursor that was lost would be in the way: the copy begins again.
            for (RowShape shape :
                    stores.of(record).shapesFrom(Side.SOURCE, fence.unit()).reversed()) {
                while (store.rows().remove(right.get(), shape, REMOVED_AT_ONCE) > 0) {
                    // on to the next chunk
                }
            }
        }
    }

    /** What the fence must say; empty where the recovery of a change of home decides, or a unit has not begun. */
    private Optional<Role> expectedRole(Side side, UnitRecord record) {
        return switch (record.phase()) {
            case COPYING, SYNCED, CLEANING, PROBATION ->
                Optional.of(record.state().home() == side ? Role.HOME : Role.MIRROR);
            case CUTTING, CUTTING_BACK ->
                stores.of(record)
                        .on(side.other())
                        .fences()
                        .read(record.unit())
                        .filter(other -> other.role() == Role.HOME)
                        .map(other -> Role.MIRROR);
            case SETTLED -> Optional.empty();
        };
    }

    private void becomeMirror(Store store, UnitRecord record, Optional<Fence> found) {
        if (found.isEmpty() || found.get().role() == Role.MOVED) {
            store.fences().start(migration, Role.MIRROR, List.of(record.unit()));
            return;
        }
        Fence fence = found.get();
        boolean frozen = fence.role() == Role.FROZEN
                || store.fences().change(new Freeze(record.unit(), fence.epoch(), UNTIL_SOMEONE_LOOKS));
        Fence now = store.fences().read(record.unit()).orElseThrow();
        if (!frozen || !store.fences().change(new Demote(record.unit(), now.epoch()))) {
            throw lost(store, record, Optional.of(now));
        }
    }

    private void becomeHome(Store store, UnitRecord record, Optional<Fence> found) {
        Fence fence = found.orElseThrow(() -> lost(store, record, found));
        Optional<Heir> heir = fence.heir();
        boolean promoted = fence.role() == Role.MIRROR
                && heir.isPresent()
                && store.fences().change(new Promote(record.unit(), fence.epoch(), heir.get()));
        if (!promoted && fence.role() != Role.FROZEN) {
            throw lost(store, record, found);
        }
    }

    private static GodwitException lost(Store store, UnitRecord record, Optional<Fence> found) {
        return new GodwitException(
                ErrorCode.FENCE_LOST,
                "unit " + record.unit() + " in " + record.phase() + ": after the change of its history store "
                        + store.name() + " says "
                        + found.map(fence -> fence.role() + " at epoch " + fence.epoch())
                                .orElse("nothing")
                        + ", and it may have taken writes; compare both stores before 'godwit resume'");
    }
}
