package dev.godwit.engine.rehearsal;

import dev.godwit.core.PausePoint;
import dev.godwit.core.Plan;
import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.Engine;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.MoverSettings;
import java.util.Optional;

/**
 * An engine that dies as a process does: at once, with its lead, its transactions and its work in the middle. What it
 * writes with is taken from it first, so that nothing can be tidied up on the way out. Thread-safe.
 */
final class MortalEngine {
    private final PlanStores stores;
    private final ControlStore control;
    private final MortalTasks tasks;
    private final Deaths deaths;
    private final Signal died;
    private volatile Optional<Engine> engine = Optional.empty();
    private volatile boolean alive;
    private volatile boolean dead;

    private MortalEngine(PlanStores stores, ControlStore control, MortalTasks tasks, Deaths deaths, Signal died) {
        this.stores = stores;
        this.control = control;
        this.tasks = tasks;
        this.deaths = deaths;
        this.died = died;
    }

    /**
     * Opens an engine that takes the lead and lets the migration run.
     *
     * @param stores its own; they end with it
     * @param died raised when it has died
     */
    static MortalEngine start(
            Plan plan,
            PlanStores stores,
            EngineSettings settings,
            TimeSource time,
            Tasks tasks,
            Deaths deaths,
            Signal died) {
        Signal changed = time.signal();
        ControlStore control;
        try {
            control = ControlStores.open(settings, time, changed::raise);
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
        MortalEngine mortal = new MortalEngine(stores, control, new MortalTasks(tasks), deaths, died);
        try {
            Engine engine = Engine.open(
                    plan,
                    stores,
                    settings,
                    new EnginePorts(control, changed, time, mortal.tasks, mortal::reached, MoverSettings.DEFAULT));
            mortal.engine = Optional.of(engine);
            mortal.alive = true;
            engine.start();
            return mortal;
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private void reached(PausePoint point) {
        if (dead) {
            throw new EngineDiedError();
        }
        if (alive && deaths.at(point)) {
            die();
            throw new EngineDiedError();
        }
    }

    private void die() {
        dead = true;
        control.close();
        stores.close();
        tasks.cancelAll();
        died.raise();
    }

    boolean dead() {
        return dead;
    }

    /** The engine, while it lives. */
    Optional<Engine> engine() {
        return dead ? Optional.empty() : engine;
    }

    /** Ends it in order, or lets go of what is left of a dead one. */
    void close() {
        engine.ifPresent(Engine::close);
        stores.close();
    }
}
