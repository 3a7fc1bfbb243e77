package dev.godwit.simulation.internal;

import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.MigrationRecord.Intent;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.List;
import java.util.Optional;

/** After the end: the rows are where they belong and nowhere else, and nothing is left of the move. */
public final class EndCheck {
    private final World world;

    public EndCheck(World world) {
        this.world = world;
    }

    public void run() {
        boolean moved = world.migration()
                .map(MigrationRecord::intent)
                .filter(intent -> intent != Intent.ABORT)
                .isPresent();
        world.coverage().reached(moved ? Milestone.FINALIZED : Milestone.ABORTED);
        MemoryDatabase home = world.database(moved ? Scenery.NEW : Scenery.OLD);
        MemoryDatabase other = world.database(moved ? Scenery.OLD : Scenery.NEW);
        for (UnitId unit : world.truth().units()) {
            require(
                    StoreView.rows(home, unit).equals(world.truth().rows(unit)),
                    "unit " + unit + " in " + home.name() + " is " + StoreView.rows(home, unit) + ", committed was "
                            + world.truth().rows(unit));
            // A standby that takes over after the removal may bring rows back; its fence keeps everybody from them.
            require(
                    StoreView.rows(other, unit).isEmpty() || isAnotherServer(other),
                    other.name() + " still has rows of unit " + unit + ": " + StoreView.rows(other, unit));
            if (moved) {
                requireRole(home, unit, Role.HOME);
                requireRole(other, unit, Role.MOVED);
            }
        }
        for (MemoryDatabase database : List.of(home, other)) {
            require(
                    database.marks().isEmpty() || isAnotherServer(database),
                    database.name() + " still has marks: " + database.marks());
        }
        require(
                other.cursors().isEmpty() || isAnotherServer(other),
                other.name() + " still has cursors: " + other.cursors());
    }

    private static boolean isAnotherServer(MemoryDatabase database) {
        return !database.incarnation().equals(MemoryDatabase.FIRST_INCARNATION);
    }

    private void requireRole(MemoryDatabase database, UnitId unit, Role role) {
        Optional<Role> found = StoreView.role(database, unit);
        require(found.equals(Optional.of(role)), database.name() + " is " + found + " for unit " + unit);
        boolean inFlight = database.fence(unit).filter(FenceRow::inFlight).isPresent();
        require(!inFlight || isAnotherServer(database), database.name() + " still marks writes of unit " + unit);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            world.watch().report(Invariant.NO_ARTEFACTS, otherwise);
        }
    }
}
