package dev.godwit.engine;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.core.Workflow;
import dev.godwit.engine.internal.EngineParts;
import dev.godwit.engine.internal.Leadership;
import dev.godwit.engine.internal.MigrationRun;
import dev.godwit.engine.internal.Preparation;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.workflow.MoveWorkflow;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.engine.spi.UnitRecord;
import java.util.List;
import java.util.Optional;

/**
 * The control plane of one migration: runs its workflow, moves its units, answers routers and operators. What it decided
 * is in the control store, so a new engine over the same control store goes on where this one stopped. Thread-safe.
 */
public final class Engine implements MigrationControl, AutoCloseable {
    private final EngineParts parts;
    private final Leadership leadership;
    private final MigrationRun run;

    private Engine(EngineParts parts, Leadership leadership, MigrationRun run) {
        this.parts = parts;
        this.leadership = leadership;
        this.run = run;
    }

    /**
     * Opens the control store, takes the lead, and creates the migration or finds it again. Nothing moves before {@link
     * #start()}.
     *
     * @param stores closed by the caller
     * @throws dev.godwit.core.ProblemsException with everything that preflight has found, when the migration is new
     * @throws dev.godwit.core.GodwitException with {@code CONTROL_STORE_IN_USE} when another server leads, {@code
     *     PLAN_CHANGED} or {@code CONTROL_STORE_LOST} when the plan or the stores don't belong to what is recorded
     */
    public static Engine open(
            Plan plan,
            PlanStores stores,
            EngineSettings settings,
            TimeSource time,
            Tasks tasks,
            PausePoints pausePoints) {
        Signal placementsChanged = time.signal();
        ControlStore control = ControlStores.open(settings, time, placementsChanged::raise);
        return open(
                plan,
                stores,
                settings,
                new EnginePorts(control, placementsChanged, time, tasks, pausePoints, MoverSettings.DEFAULT));
    }

    /** The same over ports of the caller's choice; the control store of the settings is not opened. */
    public static Engine open(Plan plan, PlanStores stores, EngineSettings settings, EnginePorts ports) {
        ControlStore control = ports.control();
        Leadership leadership = new Leadership(control, settings.server(), ports.tasks(), ports.time());
        EngineParts parts;
        try {
            leadership.take();
            new Preparation(plan, stores, control).prepare();
            parts = EngineParts.of(plan, stores, settings, ports);
        } catch (RuntimeException e) {
            leadership.resign();
            control.close();
            throw e;
        }
        Workflow workflow = MoveWorkflow.of(parts.moveParts(), ports.pausePoints());
        return new Engine(parts, leadership, new MigrationRun(parts, workflow));
    }

    /** The control plane that routers ask. */
    public ControlPlane controlPlane() {
        return parts.controlPlane();
    }

    /** Lets the migration run, in tasks of its own. */
    public void start() {
        leadership.keep(run::stop);
        run.start();
    }

    /**
     * Waits for the end of the migration.
     *
     * @return how it ended
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public EndState awaitEnd() throws InterruptedException {
        return run.awaitEnd();
    }

    @Override
    public MigrationStatus status() {
        return parts.reporter().status();
    }

    @Override
    public List<UnitView> units(UnitFilter filter, int limit) {
        return parts.board().records(record -> matches(record, filter)).stream()
                .limit(limit)
                .map(Engine::view)
                .toList();
    }

    @Override
    public String command(Command command) {
        leadership.requireLead();
        return parts.commands().carryOut(command);
    }

    @Override
    public List<JournalEntry> journal(int limit) {
        return parts.control().journal(parts.plan().migration(), limit);
    }

    /** Stops after the current action of each worker, gives up the lead and closes the control store. */
    @Override
    public void close() {
        run.stop();
        leadership.resign();
        parts.control().close();
    }

    private static boolean matches(UnitRecord record, UnitFilter filter) {
        return filter.phase().map(record.phase()::equals).orElse(true)
                && filter.wave().map(record.wave()::equals).orElse(true)
                && filter.unit()
                        .map((UnitId unit) -> record.unit().equals(unit))
                        .orElse(true);
    }

    private static UnitView view(UnitRecord record) {
        return new UnitView(
                record.unit(),
                Optional.of(record.wave()),
                record.phase(),
                record.homeStore(),
                record.epoch().value(),
                record.flags(),
                record.work().rowsCopied(),
                record.work().rowsVerified(),
                record.work().cutoverMicros().map(micros -> micros / 1_000.0));
    }
}
