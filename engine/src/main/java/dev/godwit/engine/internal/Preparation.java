package dev.godwit.engine.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.internal.unit.Neighbours;
import dev.godwit.engine.preflight.Preflight;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.MigrationRecord;
import java.util.List;
import java.util.Optional;

/** Finds a migration again in the control store, or creates it, before anything moves. */
public final class Preparation {
    private final Plan plan;
    private final PlanStores stores;
    private final ControlStore control;
    private final Neighbours neighbours;

    public Preparation(Plan plan, PlanStores stores, ControlStore control, Neighbours neighbours) {
        this.neighbours = neighbours;
        this.plan = plan;
        this.stores = stores;
        this.control = control;
    }

    /**
     * Makes sure that the control store has the migration.
     *
     * @throws ProblemsException with everything that preflight has found, when the migration is new
     * @throws GodwitException when the plan or the stores don't belong to what is recorded
     */
    public void prepare() {
        Optional<MigrationRecord> known = control.migration(plan.migration());
        String fingerprint = PlanDigest.of(plan);
        if (known.isPresent()) {
            requireSame(known.get(), fingerprint);
            return;
        }
        List<MigrationName> active = control.activeMigrations(plan.keyspace().name());
        active.forEach(this::requireNeighbour);
        boolean fresh = knownHome(active);
        ProblemsException.throwIfStopping(Preflight.check(plan, stores.all(), new RecordedHistory(control, plan)));
        plan.movingStores().stream().map(stores::named).forEach(this::requireExplained);
        control.create(plan, fingerprint);
        if (fresh) {
            control.changeDefaultHome(plan.migration(), plan.source(), "units live in " + plan.source());
        }
    }

    private static void requireSame(MigrationRecord known, String fingerprint) {
        if (known.ended()) {
            throw new GodwitException(ErrorCode.MIGRATION_EXISTS, "migration " + known.name() + " has ended");
        }
        if (!known.fingerprint().equals(fingerprint)) {
            throw new GodwitException(
                    ErrorCode.PLAN_CHANGED,
                    "migration " + known.name() + " began with other stores, entities or waves than the plan has now");
        }
    }

    private void requireNeighbour(MigrationName active) {
        Plan other = neighbours
                .plan(active)
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.LEFTOVERS, "migration " + active + " of this keyspace has not ended"));
        Neighbourhood.require(plan, other);
    }

    /**
     * Finds out where the units live that nobody has listed.
     *
     * @return whether they live in the source although the control store says otherwise: nothing is installed there, and
     *     what it knows is of migrations that have ended
     */
    private boolean knownHome(List<MigrationName> active) {
        Optional<StoreName> home = control.defaultHome(plan.keyspace().name());
        if (home.isEmpty()) {
            requireOneSource();
            return false;
        }
        if (plan.sources().contains(home.get())) {
            return false;
        }
        if (plan.newUnits() == Plan.NewUnits.TARGET) {
            throw new GodwitException(
                    ErrorCode.PLAN_NOT_SUPPORTED,
                    "newUnits: units are born in " + home.get() + ", so only a move from there can change that");
        }
        boolean prepared = active.stream()
                .flatMap(name -> neighbours.plan(name).stream())
                .anyMatch(other -> other.target().equals(plan.source()));
        if (prepared || plan.sources().stream().map(stores::named).anyMatch(Store::installed)) {
            return false;
        }
        if (!active.isEmpty() || stores.target().installed()) {
            throw new GodwitException(
                    ErrorCode.MIGRATIONS_COLLIDE,
                    "units of keyspace " + plan.keyspace().name() + " live in " + home.get()
                            + ", and no migration has brought any to " + plan.source());
        }
        return true;
    }

    /** Of a keyspace that nobody has told Godwit about units live in one store, for nothing says which would live elsewhere. */
    private void requireOneSource() {
        if (plan.sources().size() > 1) {
            throw new GodwitException(
                    ErrorCode.PLAN_NOT_SUPPORTED,
                    "move.from: keyspace " + plan.keyspace().name() + " is new here, so its units live in one store; "
                            + plan.sourcesInWords() + " are " + plan.sources().size());
        }
    }

    private void requireExplained(Store store) {
        if (!store.installed()) {
            return;
        }
        List<UnitId> moving = store.fences().all().stream()
                .filter(Fence::inFlight)
                .map(Fence::unit)
                .toList();
        boolean known = moving.isEmpty()
                || !control.activeMigrations(plan.keyspace().name()).isEmpty();
        if (!known
                || moving.stream()
                        .anyMatch(unit ->
                                control.unit(plan.keyspace().name(), unit).isEmpty())) {
            throw new GodwitException(
                    ErrorCode.CONTROL_STORE_LOST,
                    "store " + store.name() + " has units in flight that this control store does not know");
        }
    }
}
