package dev.godwit.engine;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.Signal;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.Workflow;
import dev.godwit.engine.internal.ControlRoom;
import dev.godwit.engine.internal.EngineParts;
import dev.godwit.engine.internal.Leadership;
import dev.godwit.engine.internal.MigrationRun;
import dev.godwit.engine.internal.Preparation;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.unit.BacklogLimits;
import dev.godwit.engine.internal.workflow.MoveWorkflow;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.MigrationSummary;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.engine.spi.PlanText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The migrations of one keyspace that run in one server, with the control plane that they share: one control store, one
 * lead, one registry of routers. Migrations come while others run; a unit is in at most one of them at a time. Thread-safe.
 */
public final class Engines implements AutoCloseable {
    private final EngineSettings settings;
    private final EnginePorts ports;
    private final Leadership leadership;
    private final ControlRoom room;
    private final List<MigrationRun> runs = new CopyOnWriteArrayList<>();
    private final AtomicBoolean keepsLead = new AtomicBoolean();
    private volatile Optional<KeyspaceName> keyspace = Optional.empty();

    private Engines(EngineSettings settings, EnginePorts ports, Leadership leadership) {
        this.settings = settings;
        this.ports = ports;
        this.leadership = leadership;
        this.room = ControlRoom.of(settings, ports);
    }

    /**
     * Opens the control store and takes the lead. Nothing runs yet.
     *
     * @throws GodwitException with {@code CONTROL_STORE_IN_USE} when another server leads
     */
    public static Engines open(EngineSettings settings, TimeSource time, Tasks tasks, PausePoints pausePoints) {
        Signal placementsChanged = time.signal();
        ControlStore control = ControlStores.open(settings, time, placementsChanged::raise);
        return open(
                settings, new EnginePorts(control, placementsChanged, time, tasks, pausePoints, MoverSettings.DEFAULT));
    }

    /** The same over ports of the caller's choice; the control store of the settings is not opened. */
    public static Engines open(EngineSettings settings, EnginePorts ports) {
        Leadership leadership = new Leadership(ports.control(), settings.server(), ports.tasks(), ports.time());
        try {
            leadership.take();
            return new Engines(settings, ports, leadership);
        } catch (RuntimeException e) {
            leadership.resign();
            ports.control().close();
            throw e;
        }
    }

    /**
     * Creates a migration or finds it again. Nothing moves before {@link Engine#start()}.
     *
     * @param stores closed by the caller, after the engine
     * @throws dev.godwit.core.ProblemsException with everything that preflight has found, when the migration is new
     * @throws GodwitException with {@code MIGRATIONS_COLLIDE} when it can't run beside another one, {@code LEFTOVERS} when
     *     one has not ended that does not run here, {@code PLAN_CHANGED} or {@code CONTROL_STORE_LOST} when the plan or the
     *     stores don't belong to what is recorded
     */
    public Engine add(Plan plan, PlanStores stores) {
        room.neighbours().alone(() -> prepare(plan, stores));
        try {
            EngineParts parts = EngineParts.of(plan, stores, settings, ports, room, BacklogLimits.DEFAULT);
            Workflow workflow = MoveWorkflow.of(parts.moveParts(), ports.pausePoints());
            return new Engine(parts, new MigrationRun(parts, workflow), this);
        } catch (RuntimeException e) {
            room.neighbours().left(plan.migration());
            throw e;
        }
    }

    private void prepare(Plan plan, PlanStores stores) {
        KeyspaceName own = plan.keyspace().name();
        if (keyspace.filter(known -> !known.equals(own)).isPresent()) {
            throw new GodwitException(
                    ErrorCode.MIGRATIONS_COLLIDE,
                    "this server runs migrations of keyspace " + keyspace.get() + "; run those of " + own
                            + " in another one, with a control store of its own");
        }
        if (room.neighbours().plan(plan.migration()).isPresent()) {
            throw new GodwitException(
                    ErrorCode.MIGRATIONS_COLLIDE, "migration " + plan.migration() + " runs here already");
        }
        new Preparation(plan, stores, ports.control(), room.neighbours()).prepare();
        keyspace = Optional.of(own);
        room.neighbours().announced(plan);
    }

    /** The control plane that routers ask. */
    public ControlPlane controlPlane() {
        return room.controlPlane();
    }

    /** Keeps the lead from now on, as the first migration that is started does. Repeating it is harmless. */
    public void keepLead() {
        if (keepsLead.compareAndSet(false, true)) {
            leadership.keep(() -> runs.forEach(MigrationRun::stop));
        }
    }

    /** All migrations that are recorded, of any keyspace, ended ones too, in the order in which they were created. */
    public List<MigrationSummary> migrations() {
        return ports.control().migrations();
    }

    /** Keeps what a migration's plan was read from, in place of an earlier text. */
    public void keepPlan(MigrationName migration, PlanText plan) {
        ports.control().keepPlan(migration, plan);
    }

    /** What a migration's plan was read from, if it was read from a text. */
    public Optional<PlanText> plan(MigrationName migration) {
        return ports.control().plan(migration);
    }

    /** The migrations of a keyspace that are recorded and have not ended, by name. */
    public List<MigrationName> unfinished(KeyspaceName name) {
        return ports.control().activeMigrations(name);
    }

    /** Where the units are that any migration has ever taken, in one question of the control store. */
    public List<Placement> placements(KeyspaceName name) {
        return ports.control().placementsAfter(name, 0);
    }

    /** Where units live that no migration has ever taken; absent before the first migration of the keyspace. */
    public Optional<StoreName> defaultHome(KeyspaceName name) {
        return ports.control().defaultHome(name);
    }

    void start(MigrationRun run) {
        runs.add(run);
        keepLead();
        run.start();
    }

    void stop(Plan plan, MigrationRun run) {
        run.stop();
        runs.remove(run);
        room.neighbours().left(plan.migration());
    }

    void requireLead() {
        leadership.requireLead();
    }

    /** Stops all migrations after the current action of each worker, gives up the lead and closes the control store. */
    @Override
    public void close() {
        runs.forEach(MigrationRun::stop);
        leadership.resign();
        ports.control().close();
    }
}
