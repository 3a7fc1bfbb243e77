package dev.godwit.engine;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.ControlPlane.RouterCounters;
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
import dev.godwit.engine.internal.ControlRooms;
import dev.godwit.engine.internal.EngineParts;
import dev.godwit.engine.internal.KeyspaceLook;
import dev.godwit.engine.internal.Leadership;
import dev.godwit.engine.internal.MigrationRun;
import dev.godwit.engine.internal.Preparation;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.latency.LatencyBook;
import dev.godwit.engine.internal.lease.PresentControlPlane;
import dev.godwit.engine.internal.unit.BacklogLimits;
import dev.godwit.engine.internal.unit.Neighbours;
import dev.godwit.engine.internal.workflow.MoveWorkflow;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.MigrationSummary;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.engine.spi.PlanText;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migrations that run in one server, with the control plane that they share: one control store, one lead and, for each
 * keyspace, one registry of routers. Migrations come while others run; a unit is in at most one of them at a time. A server
 * that stands by has the control store open and runs nothing until it leads. Thread-safe.
 */
public final class Engines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

    private final EngineSettings settings;
    private final EnginePorts ports;
    private final Leadership leadership;
    private final ControlPlane controlPlane;
    private final Signal leadLost;
    private final List<MigrationRun> runs = new CopyOnWriteArrayList<>();
    /** What belongs to the term in which this server leads now. */
    private volatile Optional<ControlRooms> rooms = Optional.empty();

    /** Until everything has stopped that was begun in it. */
    private volatile boolean inTerm;

    private Engines(EngineSettings settings, EnginePorts ports) {
        this.settings = settings;
        this.ports = ports;
        this.leadership = new Leadership(ports.control(), settings.server(), ports.tasks(), ports.time());
        this.controlPlane = new PresentControlPlane(() -> rooms.map(ControlRooms::controlPlane));
        this.leadLost = ports.time().signal();
    }

    /**
     * Opens the control store and takes the lead. Nothing runs yet.
     *
     * @throws GodwitException with {@code CONTROL_STORE_IN_USE} when another server leads
     */
    public static Engines open(EngineSettings settings, TimeSource time, Tasks tasks, PausePoints pausePoints) {
        return open(settings, ports(settings, time, tasks, pausePoints));
    }

    /** The same over ports of the caller's choice; the control store of the settings is not opened. */
    public static Engines open(EngineSettings settings, EnginePorts ports) {
        Engines engines = new Engines(settings, ports);
        try {
            engines.leadership.take();
            engines.beginTerm();
            return engines;
        } catch (RuntimeException e) {
            engines.close();
            throw e;
        }
    }

    /** Opens the control store, whoever leads. Nothing runs, and nothing is decided, before {@link #awaitLead()}. */
    public static Engines standBy(EngineSettings settings, TimeSource time, Tasks tasks, PausePoints pausePoints) {
        return new Engines(settings, ports(settings, time, tasks, pausePoints));
    }

    private static EnginePorts ports(EngineSettings settings, TimeSource time, Tasks tasks, PausePoints pausePoints) {
        Signal placementsChanged = time.signal();
        ControlStore control = ControlStores.open(settings, time, placementsChanged::raise);
        return new EnginePorts(control, placementsChanged, time, tasks, pausePoints, MoverSettings.DEFAULT);
    }

    /**
     * Waits until this server leads: at once when nobody does, and within about a second when the one that led has died.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void awaitLead() throws InterruptedException {
        leadership.await();
        beginTerm();
    }

    /**
     * Waits until another server has taken the lead and all migrations have stopped here.
     *
     * @param patience how long to wait at the most
     * @return whether that has happened
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public boolean awaitLeadLost(Duration patience) throws InterruptedException {
        long start = ports.time().monotonicNanos();
        while (inTerm) {
            long seen = leadLost.version();
            Duration left = patience.minus(ports.time().since(start));
            if (!left.isPositive()) {
                return false;
            }
            if (inTerm) {
                leadLost.await(seen, left);
            }
        }
        return true;
    }

    /** Says where this server answers, to those that stand by. */
    public void answersAt(String url) {
        leadership.answersAt(url);
    }

    /** Whether this server drives the migrations now, as far as it knows. */
    public boolean leading() {
        return rooms.isPresent();
    }

    /** Where the server answers that leads instead of this one; absent while nobody shows signs of life. */
    public Optional<String> leaderAddress() {
        return leadership.leaderAddress();
    }

    private void beginTerm() {
        inTerm = true;
        rooms = Optional.of(new ControlRooms(ports, leadership));
        leadership.keep(this::endTerm);
    }

    private void endTerm() {
        LOG.warn("another server has taken the lead, so this one stops");
        rooms = Optional.empty();
        runs.forEach(MigrationRun::stop);
        runs.clear();
        inTerm = false;
        leadLost.raise();
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
        ControlRooms term = requireTerm();
        ControlRoom room = term.of(plan.keyspace().name());
        term.alone(plan, () -> prepare(plan, stores, room.neighbours()));
        try {
            EngineParts parts = EngineParts.of(plan, stores, settings, ports, room, BacklogLimits.DEFAULT);
            Workflow workflow = MoveWorkflow.of(parts.moveParts(), ports.pausePoints());
            return new Engine(parts, new MigrationRun(parts, workflow), this);
        } catch (RuntimeException e) {
            room.neighbours().left(plan.migration());
            throw e;
        }
    }

    /**
     * Wires a migration that is recorded as {@link #add} would, and forgets it: while this server stands by, so that what
     * that loads and asks does not take its time when the server leads. Nothing is written.
     */
    public void rehearse(Plan plan, PlanStores stores) {
        ControlRoom none = ControlRoom.of(ports, leadership);
        EngineParts parts = EngineParts.of(plan, stores, settings, ports, none, BacklogLimits.DEFAULT);
        MigrationRun run = new MigrationRun(parts, MoveWorkflow.of(parts.moveParts(), ports.pausePoints()));
        run.rehearse();
    }

    private void prepare(Plan plan, PlanStores stores, Neighbours neighbours) {
        if (neighbours.plan(plan.migration()).isPresent()) {
            throw new GodwitException(
                    ErrorCode.MIGRATIONS_COLLIDE, "migration " + plan.migration() + " runs here already");
        }
        new Preparation(plan, stores, ports.control(), neighbours).prepare();
        neighbours.announced(plan);
    }

    /** The control plane that routers ask; it refuses them with {@code NOT_LEADING} while this server stands by. */
    public ControlPlane controlPlane() {
        return controlPlane;
    }

    /** How this server is; asks the control store. */
    public ServerFigures figures() {
        long start = ports.time().monotonicNanos();
        Optional<Duration> answered = Optional.empty();
        try {
            ports.control().seat();
            answered = Optional.of(ports.time().since(start));
        } catch (GodwitException e) {
            LOG.debug("the control store does not answer: {}", e.describe());
        }
        Optional<ControlRooms> term = rooms;
        Collection<ControlRoom> all = term.map(ControlRooms::all).orElse(List.of());
        Map<StoreName, Double> p99Millis = new HashMap<>();
        all.forEach(room ->
                room.latencies().byStore().forEach((store, millis) -> p99Millis.merge(store, millis, Math::max)));
        return new ServerFigures(
                term.isPresent(),
                answered,
                all.stream().mapToInt(room -> room.leases().live().size()).sum(),
                p99Millis,
                all.stream().map(room -> room.routers().total()).reduce(RouterCounters.NONE, RouterCounters::plus));
    }

    /** What was written of the application's latency in a migration, whether it runs or not; absent when it is not known. */
    public Optional<ApplicationLatency> latency(MigrationName name) {
        return ports.control()
                .migration(name)
                .map(known -> new LatencyBook(name, ports.control(), ports.time()).written());
    }

    /** What is known of a keyspace; absent before its first migration. */
    public Optional<KeyspaceFigures> keyspace(KeyspaceName name) {
        return KeyspaceLook.at(name, ports.control(), rooms.flatMap(term -> term.known(name)));
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
        requireTerm();
        run.start();
    }

    void stop(Plan plan, MigrationRun run) {
        run.stop();
        runs.remove(run);
        rooms.flatMap(term -> term.known(plan.keyspace().name()))
                .ifPresent(room -> room.neighbours().left(plan.migration()));
    }

    private ControlRooms requireTerm() {
        return rooms.orElseThrow(
                () -> new GodwitException(ErrorCode.NOT_LEADING, "server " + settings.server() + " stands by"));
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
