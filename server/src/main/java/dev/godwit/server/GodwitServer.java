package dev.godwit.server;

import dev.godwit.client.ControlPlaneAddress;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.SystemTime;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.EndState;
import dev.godwit.engine.Engine;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.jdbc.SqlStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * One process that runs a migration and serves its control plane on loopback: stores, engine and HTTP, wired here.
 * Thread-safe.
 */
public final class GodwitServer implements AutoCloseable {
    private final PlanStores stores;
    private final Engine engine;
    private final ControlPlaneServer http;
    private final Path folder;
    private final ControlPlaneAddress address;

    private GodwitServer(
            PlanStores stores, Engine engine, ControlPlaneServer http, Path folder, ControlPlaneAddress address) {
        this.stores = stores;
        this.engine = engine;
        this.http = http;
        this.folder = folder;
        this.address = address;
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
        TimeSource time = new SystemTime();
        Tasks tasks = new ThreadTasks();
        PlanStores stores = PlanStores.open(plan, address -> SqlStores.open(plan.keyspace(), address));
        try {
            Engine engine = Engine.open(plan, stores, engineSettings(settings), time, tasks, pausePoints);
            return serve(plan, settings, stores, engine);
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private static GodwitServer serve(Plan plan, ServerSettings settings, PlanStores stores, Engine engine) {
        try {
            ControlPlaneServer http = ControlPlaneServer.start(engine.controlPlane(), engine, settings.port());
            ControlPlaneAddress address = new ControlPlaneAddress(
                    http.url(),
                    ProcessHandle.current().pid(),
                    Optional.of(plan.migration().value()));
            address.write(settings.folder());
            engine.start();
            return new GodwitServer(stores, engine, http, settings.folder(), address);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** What an operator can see and do, in this process. */
    public MigrationControl control() {
        return engine;
    }

    /** What routers ask, in this process. */
    public ControlPlane controlPlane() {
        return engine.controlPlane();
    }

    /** Where it answers. */
    public String url() {
        return http.url().toString();
    }

    /**
     * Waits for the end of the migration.
     *
     * @return how it ended
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public EndState awaitEnd() throws InterruptedException {
        return engine.awaitEnd();
    }

    /** Stops after the current action of each worker. The migration goes on when it is started again. */
    @Override
    public void close() {
        http.close();
        engine.close();
        stores.close();
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
