package dev.godwit.router;

import dev.godwit.core.Chunk;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.FenceChange;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.Key;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps of the protocol for one unit of real stores, by hand. Used by one thread. */
final class MoveByHand {
    private static final MigrationName MIGRATION = new MigrationName("by-hand");
    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);
    private static final int MANY = 10_000;

    private final UnitId unit;
    private final FakeControlPlane controlPlane;
    private final TimeSource time;
    private Store home;
    private Store mirror;
    private MoverRight mover;
    private Epoch placementEpoch = Epoch.ZERO;

    MoveByHand(UnitId unit, FakeControlPlane controlPlane, TimeSource time, Store home, Store mirror) {
        this.unit = unit;
        this.controlPlane = controlPlane;
        this.time = time;
        this.home = home;
        this.mirror = mirror;
    }

    void start() throws InterruptedException {
        publish(Phase.COPYING);
        home.fences().start(MIGRATION, Role.HOME, List.of(unit));
        mirror.fences().start(MIGRATION, Role.MIRROR, List.of(unit));
        awaitWriters();
        mover = mirror.fences().acquire(unit, epoch(mirror)).orElseThrow();
        Optional<Key> after = Optional.empty();
        while (true) {
            Chunk chunk = home.rows().readChunk(TwoDatabases.SHAPE, unit, after, MANY);
            mirror.rows().writeChunk(mover, TwoDatabases.SHAPE, chunk);
            if (chunk.isEmpty()) {
                break;
            }
            after = chunk.lastKey();
        }
        publish(Phase.SYNCED);
    }

    /** Whether it succeeded; otherwise the unit is where it was. */
    boolean changeHome() throws InterruptedException {
        drain();
        controlPlane.awaitAcknowledged(publish(Phase.CUTTING));
        require(home.fences().change(new FenceChange.Freeze(unit, epoch(home), MAX_PAUSE)));
        try {
            awaitWriters();
            drain();
            Heir heir = new Heir(home.name(), epoch(home).next());
            require(mirror.fences().change(new FenceChange.Seal(unit, epoch(mirror), heir)));
            if (home.fences().change(new FenceChange.Demote(unit, epoch(home)))) {
                promote(heir);
                return true;
            }
        } catch (GodwitException e) {
            if (e.code() != ErrorCode.STORE_BUSY) {
                throw e;
            }
        }
        goBack();
        return false;
    }

    void changeHomeSurely() throws InterruptedException {
        while (!changeHome()) {
            time.sleep(Duration.ofMillis(1));
        }
    }

    /** Ends the move where the unit is: what was copied is removed, and the unit rests. */
    void giveUp() throws InterruptedException {
        MoverRight right = mirror.fences().evict(unit, epoch(mirror)).orElseThrow();
        while (mirror.rows().remove(right, TwoDatabases.SHAPE, MANY) > 0) {
            publish(Phase.CLEANING);
        }
        require(mirror.fences().change(new FenceChange.Retire(unit, right.epoch())));
        require(home.fences().change(new FenceChange.Settle(unit, epoch(home))));
        awaitWriters();
        home.marks().purge(unit);
        publish(Phase.SETTLED);
    }

    private void promote(Heir heir) {
        // A router may have been faster.
        boolean promoted = mirror.fences().change(new FenceChange.Promote(unit, epoch(mirror), heir));
        require(promoted || mirror.fences().read(unit).orElseThrow().role() == Role.HOME);
        Store old = home;
        home = mirror;
        mirror = old;
        mover = mirror.fences().acquire(unit, epoch(mirror)).orElseThrow();
        publish(Phase.PROBATION);
    }

    private void goBack() {
        home.fences().change(new FenceChange.Thaw(unit, epoch(home)));
        mirror.fences().change(new FenceChange.Reopen(unit, epoch(mirror)));
        mover = mirror.fences().acquire(unit, epoch(mirror)).orElseThrow();
        publish(Phase.SYNCED);
    }

    private void drain() {
        for (MarkBatch batch = read(); !batch.marks().isEmpty(); batch = read()) {
            Set<Key> keys =
                    new LinkedHashSet<>(batch.marks().stream().map(Mark::key).toList());
            mirror.rows().apply(mover, TwoDatabases.SHAPE, home.rows().readKeys(TwoDatabases.SHAPE, unit, keys));
            home.marks().delete(batch.marks());
        }
    }

    private MarkBatch read() {
        return home.marks().read(unit, MarkBatch.FROM_THE_START, MANY);
    }

    private void awaitWriters() throws InterruptedException {
        Set<LockHolder> holders = home.fences().holders(List.of(unit));
        while (!holders.isEmpty()) {
            time.sleep(Duration.ofMillis(1));
            holders = home.fences().stillHolding(holders);
        }
    }

    private Epoch epoch(Store store) {
        return store.fences().read(unit).orElseThrow().epoch();
    }

    private long publish(Phase phase) {
        placementEpoch = placementEpoch.next();
        return controlPlane.publish(
                new Placement(unit, home.name(), Optional.of(mirror.name()), phase, placementEpoch, 0));
    }

    private static void require(boolean changed) {
        if (!changed) {
            throw new IllegalStateException("the fence was not as expected");
        }
    }
}
