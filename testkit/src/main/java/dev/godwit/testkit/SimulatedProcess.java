package dev.godwit.testkit;

import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A process of a simulation: its tasks, its clocks, and what can befall it. It can stall (nothing of it runs, the world
 * goes on), and crash (nothing of it runs ever again). Its wall clock can step; its monotonic clock never does. Used in
 * the thread of its {@link SeededScheduler}.
 */
public final class SimulatedProcess implements TimeSource, Tasks {
    static final Duration FOREVER = Duration.ofDays(3650);
    private static final Instant WALL_START = Instant.parse("2026-11-22T00:00:00Z");

    private final SeededScheduler scheduler;
    private final String name;
    private final Set<SimulatedTask> tasks = new LinkedHashSet<>();
    private final List<Runnable> heldBack = new ArrayList<>();
    private Duration wallStep = Duration.ZERO;
    private boolean crashed;
    private boolean stalled;

    SimulatedProcess(SeededScheduler scheduler, String name) {
        this.scheduler = scheduler;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public boolean isCrashed() {
        return crashed;
    }

    public boolean isStalled() {
        return stalled;
    }

    /** Ends the process here and now. What its tasks have asked of others may still be carried out. */
    public void crash() {
        if (!crashed) {
            crashed = true;
            wakeUp();
            List.copyOf(tasks).forEach(SeededScheduler::wake);
        }
    }

    /** Lets nothing of the process run for so long. */
    public void stall(Duration duration) {
        if (!stalled && !crashed) {
            stalled = true;
            scheduler.alarm(dueAfter(duration), this::wakeUp);
        }
    }

    /** Ends a stall before its time. */
    public void wakeUp() {
        stalled = false;
        List<Runnable> waiting = List.copyOf(heldBack);
        heldBack.clear();
        waiting.forEach(Runnable::run);
    }

    /** Sets the wall clock forward, or back when negative. */
    public void stepWallClock(Duration step) {
        wallStep = wallStep.plus(step);
    }

    @Override
    public Task start(String taskName, Runnable work) {
        requireAlive();
        SimulatedTask task = new SimulatedTask(scheduler, this, taskName, work);
        tasks.add(task);
        task.start();
        return task;
    }

    @Override
    public long monotonicNanos() {
        return scheduler.nowNanos();
    }

    @Override
    public Instant wallClock() {
        return WALL_START.plusNanos(scheduler.nowNanos()).plus(wallStep);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        SimulatedTask task = current();
        long until = dueAfter(duration);
        do {
            requireUninterrupted();
            task.park(until);
            requireAlive();
        } while (scheduler.nowNanos() < until);
        requireUninterrupted();
    }

    @Override
    public Signal signal() {
        return new SimulatedSignal(this);
    }

    /** Lets others run for so long, whatever happens to the process meanwhile. */
    public void pass(Duration duration) {
        SimulatedTask task = current();
        long until = dueAfter(duration);
        boolean interrupted = Thread.interrupted();
        do {
            task.park(until);
            interrupted |= Thread.interrupted();
        } while (scheduler.nowNanos() < until);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The running task's work goes on in this process, until it moves again: a request that travels, or its answer. */
    public void takeOver() {
        current().moveTo(this);
    }

    /** Whether the running task came from a process that is no more. */
    public boolean clientCrashed() {
        return current().home().isCrashed();
    }

    /**
     * To be asked before anything is done to the world outside.
     *
     * @throws ProcessCrashedError when the process is no more
     */
    public void requireAlive() {
        if (crashed && scheduler.isRunning() && current().home() == this) {
            throw new ProcessCrashedError(name);
        }
    }

    SeededScheduler scheduler() {
        return scheduler;
    }

    SimulatedTask current() {
        return scheduler.running();
    }

    long dueAfter(Duration duration) {
        return scheduler.nowNanos() + Math.max(0, duration.toNanos());
    }

    void requireUninterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled in a simulation");
        }
    }

    void ended(SimulatedTask task) {
        tasks.remove(task);
    }

    void holdBack(Runnable continuation, SimulatedTask task) {
        heldBack.add(() -> scheduler.mayGoOn(task, continuation));
    }

    @Override
    public String toString() {
        return name;
    }
}
