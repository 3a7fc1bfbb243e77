package dev.godwit.testkit;

import dev.godwit.core.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A signal whose waiters wait on the simulated clock. */
final class SimulatedSignal implements Signal {
    private final SimulatedProcess process;
    private final List<SimulatedTask> waiting = new ArrayList<>(2);
    private long version;

    SimulatedSignal(SimulatedProcess process) {
        this.process = process;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public void raise() {
        version++;
        waiting.forEach(SeededScheduler::wake);
    }

    @Override
    public boolean await(long seenVersion, Duration timeout) throws InterruptedException {
        SimulatedTask task = process.current();
        long until = process.dueAfter(timeout);
        waiting.add(task);
        try {
            while (version <= seenVersion && process.scheduler().nowNanos() < until) {
                process.requireUninterrupted();
                task.park(until);
                process.requireAlive();
            }
        } finally {
            waiting.remove(task);
        }
        process.requireUninterrupted();
        return version > seenVersion;
    }
}
