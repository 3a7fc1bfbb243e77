package dev.godwit.router;

import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * Runs tasks one at a time under a seed. A task hands over when it waits; when all wait, the clock jumps to the first who
 * is due. The same seed gives the same run, and nothing takes real time.
 */
final class Simulation implements TimeSource, Tasks {
    private final Random random;
    private final List<Process> processes = new ArrayList<>();
    private final ThreadLocal<Process> self = new ThreadLocal<>();
    // Starts below zero: only differences have a meaning.
    private long now = -5_000_000_000L;

    Simulation(long seed) {
        random = new Random(seed);
        Process main = new Process("main");
        processes.add(main);
        self.set(main);
    }

    @Override
    public long monotonicNanos() {
        return now;
    }

    @Override
    public Instant wallClock() {
        return Instant.ofEpochSecond(0, now);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        pause(now + duration.toNanos(), null, 0);
    }

    @Override
    public Signal signal() {
        return new SimulatedSignal();
    }

    @Override
    public Task start(String name, Runnable work) {
        Process process = new Process(name);
        processes.add(process);
        Thread thread = new Thread(
                () -> {
                    self.set(process);
                    process.turn.acquireUninterruptibly();
                    try {
                        work.run();
                    } finally {
                        processes.remove(process);
                        process.end.raise();
                        next().turn.release();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return process;
    }

    /** Lets the others run for so long. */
    void pass(Duration duration) {
        try {
            sleep(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in a simulation", e);
        }
    }

    Duration upTo(Duration longest) {
        return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private boolean pause(long until, SimulatedSignal signal, long seen) throws InterruptedException {
        Process mine = self.get();
        mine.dueAt = until;
        mine.awaited = signal;
        mine.seen = seen;
        Process next = next();
        if (next != mine) {
            next.turn.release();
            mine.turn.acquireUninterruptibly();
        }
        mine.dueAt = now;
        mine.awaited = null;
        if (mine.cancelled) {
            mine.cancelled = false;
            throw new InterruptedException("cancelled in a simulation");
        }
        return signal != null && signal.version > seen;
    }

    private Process next() {
        List<Process> ready = processes.stream().filter(this::isReady).toList();
        if (ready.isEmpty()) {
            now = processes.stream()
                    .mapToLong(process -> process.dueAt)
                    .min()
                    .orElseThrow(() -> new IllegalStateException("nobody is left"));
            ready = processes.stream().filter(this::isReady).toList();
        }
        return ready.get(random.nextInt(ready.size()));
    }

    private boolean isReady(Process process) {
        return process.dueAt <= now
                || process.cancelled
                || (process.awaited != null && process.awaited.version > process.seen);
    }

    private final class Process implements Task {
        private final String name;
        private final Semaphore turn = new Semaphore(0);
        private final SimulatedSignal end = new SimulatedSignal();
        private long dueAt = now;
        private SimulatedSignal awaited;
        private long seen;
        private boolean cancelled;

        Process(String name) {
            this.name = name;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void join() throws InterruptedException {
            while (!finished()) {
                pause(now + Duration.ofSeconds(3600).toNanos(), end, 0);
            }
        }

        @Override
        public boolean finished() {
            return end.version > 0;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final class SimulatedSignal implements Signal {
        private long version;

        @Override
        public long version() {
            return version;
        }

        @Override
        public void raise() {
            version++;
        }

        @Override
        public boolean await(long seenVersion, Duration timeout) throws InterruptedException {
            return pause(now + timeout.toNanos(), this, seenVersion);
        }
    }
}
