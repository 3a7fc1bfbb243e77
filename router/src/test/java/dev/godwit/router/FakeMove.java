package dev.godwit.router;

import dev.godwit.core.Epoch;
import dev.godwit.core.Heir;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The steps of the protocol for one unit, by hand. After a change of home the two stores exchange their parts. */
final class FakeMove {
    static final Duration MAX_PAUSE = Duration.ofMillis(250);

    final UnitId unit;
    final FakeControlPlane controlPlane;
    FakeStore home;
    FakeStore mirror;
    private Epoch epoch = Epoch.ZERO;

    FakeMove(String unit, FakeControlPlane controlPlane, FakeStore home, FakeStore mirror) {
        this.unit = UnitId.of(unit);
        this.controlPlane = controlPlane;
        this.home = home;
        this.mirror = mirror;
    }

    void start() {
        home.data = home.data
                .withNextDefaultEpoch()
                .withFence(unit, new FenceRow(Role.HOME, new Epoch(1), new Epoch(1), null, 0, true));
        mirror.data = mirror.data
                .withNextDefaultEpoch()
                .withFence(unit, new FenceRow(Role.MIRROR, new Epoch(1), Epoch.ZERO, null, 0, true));
        publish(Phase.SYNCED);
    }

    /** Steps 1 and 2. */
    void announce() {
        controlPlane.awaitAcknowledged(publish(Phase.CUTTING));
    }

    /** Step 3, with the wait for those who hold the lock. */
    void freeze() {
        long until = home.simulation.monotonicNanos() + MAX_PAUSE.toNanos();
        home.data = home.data.withFence(unit, home.data.fences().get(unit).frozenUntil(until));
        while (home.open.stream().anyMatch(session -> session.holds(unit))) {
            home.simulation.pass(Duration.ofNanos(50_000));
        }
    }

    void thaw() {
        home.data = home.data.withFence(unit, home.data.fences().get(unit).become(Role.HOME, null));
    }

    /** Steps 4 to 6. */
    void drainAndSeal() {
        drain();
        Heir heir = new Heir(home.name(), home.data.fences().get(unit).epoch().next());
        mirror.changeLocked(unit, row -> row.become(Role.MIRROR, heir));
    }

    /** Step 7. */
    void demote() {
        home.changeLocked(unit, row -> row.become(Role.MIRROR, null));
    }

    /** Step 8, if no router has done it already. */
    void promote() {
        FenceRow sealed = mirror.data.fences().get(unit);
        if (sealed.role() == Role.MIRROR) {
            mirror.data = mirror.data.withFence(unit, sealed.become(Role.HOME, null));
        }
        FakeStore old = home;
        home = mirror;
        mirror = old;
    }

    /** Step 9. */
    void record() {
        publish(Phase.PROBATION);
    }

    /** Accepts for good that the unit is where it is: the other store is its mirror no more, and the unit rests. */
    void accept() {
        mirror.changeLocked(unit, row -> row.become(Role.MOVED, null).settled());
        home.data = home.data.withFence(unit, home.data.fences().get(unit).settled());
        publish(Phase.SETTLED);
    }

    /** Ends the move where the unit is: what was copied is removed, and the unit rests. */
    void giveUp() {
        mirror.changeLocked(unit, row -> row.become(Role.MIRROR, null));
        mirror.data = mirror.data.withRows(without());
        mirror.data = mirror.data.withFence(
                unit, mirror.data.fences().get(unit).become(Role.MOVED, null).settled());
        home.data = home.data.withFence(unit, home.data.fences().get(unit).settled());
        publish(Phase.SETTLED);
    }

    private Map<String, Optional<FakeData.Row>> without() {
        Map<String, Optional<FakeData.Row>> writes = new HashMap<>();
        mirror.data.rows().forEach((key, row) -> writes.put(key, Optional.empty()));
        return writes;
    }

    void change(Duration stepLength) {
        announce();
        freeze();
        home.simulation.pass(stepLength);
        drainAndSeal();
        home.simulation.pass(stepLength);
        demote();
        home.simulation.pass(stepLength);
        promote();
        home.simulation.pass(stepLength);
        record();
    }

    /** Makes the mirror's rows of the unit equal to the home's. */
    void drain() {
        Map<String, Optional<FakeData.Row>> writes = new HashMap<>();
        mirror.data.rows().forEach((key, row) -> {
            if (row.unit().equals(unit)) {
                writes.put(key, Optional.empty());
            }
        });
        home.data.rows().forEach((key, row) -> {
            if (row.unit().equals(unit)) {
                writes.put(key, Optional.of(row));
            }
        });
        mirror.data = mirror.data.withRows(writes);
    }

    long publish(Phase phase) {
        epoch = epoch.next();
        return controlPlane.publish(new Placement(unit, home.name(), Optional.of(mirror.name()), phase, epoch, 0));
    }
}
