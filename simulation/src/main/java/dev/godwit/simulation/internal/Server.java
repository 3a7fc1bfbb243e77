package dev.godwit.simulation.internal;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Signal;
import dev.godwit.engine.EndState;
import dev.godwit.engine.Engine;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.Optional;

/** A server with the real engine: it takes the lead when it can, and begins again after each failure to start. */
public final class Server {
    private static final Duration RETRY = Duration.ofMillis(500);

    private final World world;
    private final SimulatedProcess process;
    private Optional<Engine> engine = Optional.empty();
    private boolean done;

    Server(World world, SimulatedProcess process) {
        this.world = world;
        this.process = process;
    }

    void start() {
        process.start("main", this::run);
    }

    public SimulatedProcess process() {
        return process;
    }

    /** The engine while it runs. */
    public Optional<Engine> engine() {
        return process.isCrashed() ? Optional.empty() : engine;
    }

    Optional<ControlPlane> controlPlane() {
        return engine().map(Engine::controlPlane);
    }

    boolean isDone() {
        return done;
    }

    private void run() {
        try {
            while (!done) {
                done = attempt();
                if (!done) {
                    process.sleep(RETRY);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt() throws InterruptedException {
        try (Engine opened = open()) {
            engine = Optional.of(opened);
            opened.start();
            EndState end = opened.awaitEnd();
            world.trace().add(process.monotonicNanos(), process.name(), "ended: " + end);
            return end == EndState.FINALIZED || end == EndState.ABORTED;
        } catch (GodwitException e) {
            world.trace().add(process.monotonicNanos(), process.name(), "not started: " + e.code());
            world.testimony().heard(e, process.name() + " does not start");
            return e.code() == ErrorCode.MIGRATION_EXISTS;
        } finally {
            engine = Optional.empty();
        }
    }

    private Engine open() {
        Signal placementsChanged = process.signal();
        EnginePorts ports = new EnginePorts(
                world.controlStore(process, placementsChanged),
                placementsChanged,
                process,
                process,
                point -> world.reached(process, point),
                world.scenario().course().sizes());
        return Engine.open(
                world.plan(),
                PlanStores.of(world.store(process, Scenery.OLD), world.store(process, Scenery.NEW)),
                EngineSettings.of(process.name(), "memory"),
                ports);
    }
}
