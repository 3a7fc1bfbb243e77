package dev.godwit.server;

import dev.godwit.client.ControlPlaneAddress;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.engine.EndState;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.Engines;
import dev.godwit.engine.PlanStores;
import dev.godwit.jdbc.SqlStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One process that runs migrations of a keyspace and serves their control plane on loopback: stores, engines and HTTP,
 * wired here. Thread-safe.
 */
public final class GodwitServer implements AutoCloseable {
    private final Engines engines;
    private final List<ServedMigration> served;
    private final ControlPlaneServer http;
    private final Path folder;
    private final ControlPlaneAddress address;

    private GodwitServer(
            Engines engines,
            List<ServedMigration> served,
            ControlPlaneServer http,
            Path folder,
            ControlPlaneAddress address) {
        this.engines = engines;
        this.served = served;
        this.http = http;
        this.folder = folder;
        this.address = address;
    }

    /**
     * Serves, and runs no migration before one is added.
     *
     * @throws GodwitException when the control store or the port can't be had
     */
    public static GodwitServer open(ServerSettings settings) {
        Engines engines = engines(settings, PausePoints.NONE);
        try {
            engines.keepLead();
            return serve(settings, engines, Optional.empty(), new CopyOnWriteArrayList<>());
        } catch (RuntimeException e) {
            engines.close();
            throw e;
        }
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

    /** As {@link #start(Plan, ServerSettings)}, for tests that stop or kill the process at named points. */
    public static GodwitServer start(Plan plan, ServerSettings settings, PausePoints pausePoints) {
        Engines engines = engines(settings, pausePoints);
        List<ServedMigration> served = new CopyOnWriteArrayList<>();
        try {
            ServedMigration first = host(plan, engines, served);
            GodwitServer server = serve(settings, engines, Optional.of(plan.migration()), served);
            first.start();
            return server;
        } catch (RuntimeException e) {
            served.forEach(ServedMigration::close);
            engines.close();
            throw e;
        }
    }

    private static Engines engines(ServerSettings settings, PausePoints pausePoints) {
        return Engines.open(engineSettings(settings), new SystemTime(), new ThreadTasks(), pausePoints);
    }

    private static ServedMigration host(Plan plan, Engines engines, List<ServedMigration> served) {
        PlanStores stores = PlanStores.open(plan, address -> SqlStores.open(plan.keyspace(), address));
        try {
            ServedMigration migration = new ServedMigration(plan, engines.add(plan, stores), stores, served::remove);
            served.add(migration);
            return migration;
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private static GodwitServer serve(
            ServerSettings settings, Engines engines, Optional<MigrationName> first, List<ServedMigration> served) {
        ControlPlaneServer http = ControlPlaneServer.start(
                engines.controlPlane(), new NamedControls(() -> byName(served)), settings.port());
        try {
            ControlPlaneAddress address =
                    new ControlPlaneAddress(http.url(), ProcessHandle.current().pid(), first.map(MigrationName::value));
            address.write(settings.folder());
            return new GodwitServer(engines, served, http, settings.folder(), address);
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
    }

    private static Map<MigrationName, ServedMigration> byName(List<ServedMigration> served) {
        Map<MigrationName, ServedMigration> byName = new LinkedHashMap<>();
        served.forEach(migration -> byName.put(migration.plan().migration(), migration));
        return byName;
    }

    /**
     * Runs another migration of the keyspace beside those that run here: checks its plan if it is new, and lets it run.
     *
     * @throws dev.godwit.core.ProblemsException with everything that preflight has found
     * @throws GodwitException with {@code MIGRATIONS_COLLIDE} when it can't run beside the others, {@code MIGRATION_EXISTS}
     *     when it has ended
     */
    public ServedMigration add(Plan plan) {
        ServedMigration another = host(plan, engines, served);
        another.start();
        return another;
    }

    /** The migrations that run here, in the order in which they came; those that have ended stay until they are closed. */
    public List<ServedMigration> migrations() {
        return List.copyOf(served);
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
        return served.getFirst();
    }

    /** What routers ask, in this process. */
    public ControlPlane controlPlane() {
        return engines.controlPlane();
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
        return served.getFirst().awaitEnd();
    }

    /** Stops after the current action of each worker. The migrations go on when they are started again. */
    @Override
    public void close() {
        http.close();
        // The newest first.
        List.copyOf(served).reversed().forEach(ServedMigration::close);
        engines.close();
        address.remove(folder);
    }

    private static EngineSettings engineSettings(ServerSettings settings) {
        Path own = settings.ownFolder();
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new GodwitException(
                    ErrorCode.CONTROL_STORE_FAILED, "can't create the folder " + own + ": " + e.getMessage(), e);
        }
        return settings.engineSettings("server-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }
}
