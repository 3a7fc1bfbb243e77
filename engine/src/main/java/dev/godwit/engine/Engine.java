package dev.godwit.engine;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.Side;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.EngineParts;
import dev.godwit.engine.internal.MigrationRun;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.UnitRecord;
import java.util.List;
import java.util.Optional;

/**
 * The control plane of one migration: runs its workflow, moves its units, answers routers and operators. What it decided
 * is in the control store, so a new engine over the same control store goes on where this one stopped. Thread-safe.
 */
public final class Engine implements MigrationControl, AutoCloseable {
    private final EngineParts parts;
    private final MigrationRun run;
    private final Engines engines;
    private volatile boolean alone;

    Engine(EngineParts parts, MigrationRun run, Engines engines) {
        this.parts = parts;
        this.run = run;
        this.engines = engines;
    }

    /**
     * Opens the control store, takes the lead, and creates the migration or finds it again, for a server that runs no other.
     * Nothing moves before {@link #start()}.
     *
     * @param stores closed by the caller
     * @throws dev.godwit.core.GodwitException as {@link Engines#open(EngineSettings, TimeSource, Tasks, PausePoints)} and
     *     {@link Engines#add} do
     */
    public static Engine open(
            Plan plan,
            PlanStores stores,
            EngineSettings settings,
            TimeSource time,
            Tasks tasks,
            PausePoints pausePoints) {
        return alone(plan, stores, Engines.open(settings, time, tasks, pausePoints));
    }

    /** The same over ports of the caller's choice; the control store of the settings is not opened. */
    public static Engine open(Plan plan, PlanStores stores, EngineSettings settings, EnginePorts ports) {
        return alone(plan, stores, Engines.open(settings, ports));
    }

    private static Engine alone(Plan plan, PlanStores stores, Engines engines) {
        try {
            Engine engine = engines.add(plan, stores);
            engine.alone = true;
            return engine;
        } catch (RuntimeException e) {
            engines.close();
            throw e;
        }
    }

    /** The control plane that routers ask. */
    public ControlPlane controlPlane() {
        return parts.controlPlane();
    }

    /** Lets the migration run, in tasks of its own. */
    public void start() {
        engines.start(run);
    }

    /** Looks for alarms from now on, until it is closed; without that the status has only those that were on before. */
    public void watchAlarms() {
        parts.alarmWatch().start();
    }

    /** Notes the application's latency from now on, until it is closed. */
    public void watchLatency() {
        parts.latencyWatch().start();
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

    /** What the movers have done since this server runs the migration. */
    public MoveFigures figures() {
        return parts.reporter().figures();
    }

    @Override
    public ApplicationLatency latency() {
        return parts.latency().get();
    }

    @Override
    public List<UnitView> units(UnitFilter filter, int limit) {
        return parts.board().first(filter, limit).stream().map(Engine::view).toList();
    }

    @Override
    public String command(Command command) {
        engines.requireLead();
        return parts.commands().carryOut(command);
    }

    @Override
    public List<JournalEntry> journal(int limit) {
        return parts.control().journal(parts.plan().migration(), limit);
    }

    @Override
    public List<JournalEntry> journalAfter(long number, int limit) {
        return parts.control().journalAfter(parts.plan().migration(), number, limit);
    }

    /** Stops after the current action of each worker. One that was opened alone gives up the lead and its control store. */
    @Override
    public void close() {
        engines.stop(parts.plan(), run);
        if (alone) {
            engines.close();
        }
    }

    private static UnitView view(UnitRecord record) {
        return new UnitView(
                record.unit(),
                Optional.of(record.wave()),
                record.phase(),
                record.homeStore(),
                record.state().home() == Side.TARGET,
                record.epoch().value(),
                record.flags(),
                record.work().rowsCopied(),
                record.work().rowsVerified(),
                record.work().cutoverMicros().map(micros -> micros / 1_000.0));
    }
}
