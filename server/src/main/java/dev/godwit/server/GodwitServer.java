package dev.godwit.server;

import dev.godwit.client.ControlPlaneAddress;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.engine.EndState;
import dev.godwit.engine.Engine;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.Engines;
import dev.godwit.engine.PlanStores;
import dev.godwit.jdbc.SqlStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * One process that runs migrations of a keyspace and serves their control plane on loopback: stores, engines and HTTP,
 * wired here. Thread-safe.
 */
public final class GodwitServer implements AutoCloseable {
    private final Engines engines;
    private final Deque<Hosted> hosted;
    private final Hosted first;
    private final ControlPlaneServer http;
    private final Path folder;
    private final ControlPlaneAddress address;

    /** A migration and its stores. */
    private record Hosted(Engine engine, PlanStores stores) {
        void close() {
            engine.close();
            stores.close();
        }
    }

    private GodwitServer(
            Engines engines, Hosted first, ControlPlaneServer http, Path folder, ControlPlaneAddress address) {
        this.engines = engines;
        this.first = first;
        this.hosted = new ConcurrentLinkedDeque<>(List.of(first));
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
        Engines engines = Engines.open(engineSettings(settings), new SystemTime(), new ThreadTasks(), pausePoints);
        try {
            Hosted first = host(plan, engines);
            return serve(plan, settings, engines, first);
        } catch (RuntimeException e) {
            engines.close();
            throw e;
        }
    }

    private static Hosted host(Plan plan, Engines engines) {
        PlanStores stores = PlanStores.open(plan, address -> SqlStores.open(plan.keyspace(), address));
        try {
            return new Hosted(engines.add(plan, stores), stores);
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private static GodwitServer serve(Plan plan, ServerSettings settings, Engines engines, Hosted first) {
        try {
            ControlPlaneServer http = ControlPlaneServer.start(engines.controlPlane(), first.engine(), settings.port());
            ControlPlaneAddress address = new ControlPlaneAddress(
                    http.url(),
                    ProcessHandle.current().pid(),
                    Optional.of(plan.migration().value()));
            address.write(settings.folder());
            first.engine().start();
            return new GodwitServer(engines, first, http, settings.folder(), address);
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /**
     * Runs another migration of the keyspace beside those that run here: checks its plan if it is new, and lets it run.
     * Over HTTP operators see the migration that the server was started with; routers see the units of all.
     *
     * @return what an operator can see and do of it, in this process
     * @throws dev.godwit.core.ProblemsException with everything that preflight has found
     * @throws GodwitException with {@code MIGRATIONS_COLLIDE} when it can't run beside the others
     */
    public MigrationControl add(Plan plan) {
        Hosted another = host(plan, engines);
        hosted.addFirst(another);
        another.engine().start();
        return another.engine();
    }

    /** What an operator can see and do, in this process, of the migration that the server was started with. */
    public MigrationControl control() {
        return first.engine();
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
     * Waits for the end of the migration that the server was started with.
     *
     * @return how it ended
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public EndState awaitEnd() throws InterruptedException {
        return first.engine().awaitEnd();
    }

    /** Stops after the current action of each worker. The migrations go on when they are started again. */
    @Override
    public void close() {
        http.close();
        hosted.forEach(Hosted::close);
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
