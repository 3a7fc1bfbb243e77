package dev.godwit.server;

import dev.godwit.client.ControlPlaneAddress;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.engine.EndState;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.Engines;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.server.plan.WrittenPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * One process that runs migrations and serves their control plane on loopback: stores, engines and HTTP,
 * wired here. Thread-safe.
 */
public final class GodwitServer implements AutoCloseable {
    private final Engines engines;
    private final Hosting hosting;
    private final Candidate candidate;
    private final Telling telling;
    private final ControlPlaneServer http;
    private final Path folder;
    private final ControlPlaneAddress address;

    private GodwitServer(
            Engines engines,
            Hosting hosting,
            Candidate candidate,
            Telling telling,
            ControlPlaneServer http,
            Path folder,
            ControlPlaneAddress address) {
        this.engines = engines;
        this.hosting = hosting;
        this.candidate = candidate;
        this.telling = telling;
        this.http = http;
        this.folder = folder;
        this.address = address;
    }

    /**
     * Takes the lead, serves, goes on with the migrations whose plans the control store has kept, and takes in others.
     *
     * @throws GodwitException with {@code CONTROL_STORE_IN_USE} when another server leads, and when the control store or the
     *     port can't be had
     */
    public static GodwitServer open(ServerSettings settings) {
        GodwitServer server = serve(settings, engines(settings, PausePoints.NONE));
        server.candidate.lead();
        return server;
    }

    /**
     * Serves together with other servers that share the control store. While another one leads, this one stands by: it
     * passes requests on to that one. When nobody leads, it takes the lead, within about a second of the death of the last
     * one, and goes on with the migrations whose plans the control store has kept. When it has lost the lead, it stands by
     * again.
     *
     * @throws GodwitException when the control store or the port can't be had
     */
    public static GodwitServer standBy(ServerSettings settings) {
        return standBy(settings, PausePoints.NONE);
    }

    /** As {@link #standBy(ServerSettings)}, for tests that stop or kill the process at named points. */
    public static GodwitServer standBy(ServerSettings settings, PausePoints pausePoints) {
        Engines engines = Engines.standBy(own(settings), new SystemTime(), new ThreadTasks(), pausePoints);
        GodwitServer server = serve(settings, engines);
        server.candidate.standBy();
        server.candidate.awaitRole();
        return server;
    }

    /**
     * Checks the plan if it is new, serves, and lets the migration run.
     *
     * @throws dev.godwit.core.ProblemsException with everything that preflight has found
     * @throws GodwitException when the control store or the port can't be had
     */
    public static GodwitServer start(Plan plan, ServerSettings settings) {
        return start(plan, settings, PausePoints.NONE);
    }

    /** The same, and keeps what the plan was read from, so that a server can go on with the migration on its own. */
    public static GodwitServer start(WrittenPlan written, ServerSettings settings) {
        return start(settings, PausePoints.NONE, hosting -> hosting.host(written));
    }

    /** As {@link #start(Plan, ServerSettings)}, for tests that stop or kill the process at named points. */
    public static GodwitServer start(Plan plan, ServerSettings settings, PausePoints pausePoints) {
        return start(settings, pausePoints, hosting -> hosting.host(plan));
    }

    private static GodwitServer start(
            ServerSettings settings, PausePoints pausePoints, Function<Hosting, ServedMigration> preparing) {
        Engines engines = engines(settings, pausePoints);
        Hosting hosting = hosting(settings, engines);
        try {
            ServedMigration first = preparing.apply(hosting);
            GodwitServer server =
                    serve(settings, engines, hosting, Optional.of(first.plan().migration()));
            server.candidate.leadOnce();
            first.start();
            return server;
        } catch (RuntimeException e) {
            hosting.close();
            engines.close();
            throw e;
        }
    }

    private static Engines engines(ServerSettings settings, PausePoints pausePoints) {
        return Engines.open(own(settings), new SystemTime(), new ThreadTasks(), pausePoints);
    }

    /** Under a name that no other server has. */
    private static EngineSettings own(ServerSettings settings) {
        return settings.prepared("server-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    private static Hosting hosting(ServerSettings settings, Engines engines) {
        return new Hosting(engines, AccessRecords.open(settings.engineSettings("access")));
    }

    private static GodwitServer serve(ServerSettings settings, Engines engines) {
        try {
            return serve(settings, engines, hosting(settings, engines), Optional.empty());
        } catch (RuntimeException e) {
            engines.close();
            throw e;
        }
    }

    private static GodwitServer serve(
            ServerSettings settings, Engines engines, Hosting hosting, Optional<MigrationName> first) {
        ServerPlans plans = new ServerPlans(hosting, settings);
        Candidate candidate = new Candidate(engines, hosting, plans, new SystemTime(), new ThreadTasks());
        Reception reception = Reception.of(hosting.records(), hosting, plans, settings);
        Telling telling = new Telling(hosting, engines, settings, new ThreadTasks(), new SystemTime());
        ControlPlaneServer http = serve(settings, engines, candidate, reception, telling);
        try {
            engines.answersAt(http.url().toString());
            ControlPlaneAddress address =
                    new ControlPlaneAddress(http.url(), ProcessHandle.current().pid(), first.map(MigrationName::value));
            address.write(settings.folder());
            return new GodwitServer(engines, hosting, candidate, telling, http, settings.folder(), address);
        } catch (RuntimeException e) {
            http.close();
            telling.close();
            throw e;
        }
    }

    private static ControlPlaneServer serve(
            ServerSettings settings, Engines engines, Candidate candidate, Reception reception, Telling telling) {
        try {
            return ControlPlaneServer.start(
                    engines.controlPlane(),
                    reception.steering(),
                    reception.access(),
                    candidate::leader,
                    telling::metrics,
                    settings.port(),
                    settings.reach());
        } catch (RuntimeException e) {
            telling.close();
            throw e;
        }
    }

    /**
     * Runs another migration of the keyspace beside those that run here: checks its plan if it is new, and lets it run.
     *
     * @throws dev.godwit.core.ProblemsException with everything that preflight has found
     * @throws GodwitException with {@code MIGRATIONS_COLLIDE} when it can't run beside the others, {@code MIGRATION_EXISTS}
     *     when it has ended
     */
    public ServedMigration add(Plan plan) {
        return hosting.add(plan);
    }

    /** The migrations that run here, in the order in which they came; those that have ended stay until they are closed. */
    public List<ServedMigration> migrations() {
        return hosting.served();
    }

    /** All migrations that are known, those that ended too: first those that run here. */
    public List<MigrationOverview> overview() {
        return hosting.overview();
    }

    /** The migrations of a keyspace that have begun and not ended, whether they run here or not, by name. */
    public List<MigrationName> unfinished(KeyspaceName keyspace) {
        return engines.unfinished(keyspace);
    }

    /**
     * Where the units are that any migration has ever taken, from the control store now, in one question; the others live
     * in the {@link #defaultHome}.
     */
    public List<Placement> placements(KeyspaceName keyspace) {
        return engines.placements(keyspace);
    }

    /** Where units live that no migration has ever taken; absent before the first migration of the keyspace. */
    public Optional<StoreName> defaultHome(KeyspaceName keyspace) {
        return engines.defaultHome(keyspace);
    }

    /**
     * What an operator can see and do, in this process, of the migration that came first.
     *
     * @throws java.util.NoSuchElementException when none runs here
     */
    public MigrationControl control() {
        return hosting.served().getFirst();
    }

    /** What routers ask, in this process. */
    public ControlPlane controlPlane() {
        return engines.controlPlane();
    }

    /** Where the server answers that leads instead of this one, if one does and this one knows. */
    public Optional<String> leader() {
        return engines.leaderAddress();
    }

    /** Where it answers. */
    public String url() {
        return http.url().toString();
    }

    /**
     * Waits for the end of the migration that came first.
     *
     * @return how it ended
     * @throws java.util.NoSuchElementException when none runs here
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public EndState awaitEnd() throws InterruptedException {
        return hosting.served().getFirst().awaitEnd();
    }

    /** Stops after the current action of each worker. The migrations go on when they are started again. */
    @Override
    public void close() {
        http.close();
        candidate.close();
        telling.close();
        hosting.close();
        engines.close();
        address.remove(folder);
    }
}
