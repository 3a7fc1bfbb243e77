package dev.godwit.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of {@link SimulatedProcess processes} one at a time under a seed, in the thread that calls {@link
 * #step()}. A task goes on until it waits: on its process's clock, for a signal, for a lock, for another task. Who goes
 * on next is chosen by the seed, and when all wait, the clock jumps to the first who is due. So the same seed gives the
 * same run, and nothing takes real time.
 *
 * <p>Tasks must not hold a monitor while they wait; locks of {@code java.util.concurrent} are fine. Used by one thread;
 * several schedulers may run in as many threads.
 */
public final class SeededScheduler {
    /** Below zero: only differences of the monotonic clock have a meaning. */
    private static final long START_NANOS = -5_000_000_000L;

    /** In real time: class loading and the like. */
    private static final Duration LONGEST_HOLD_UP = Duration.ofSeconds(60);

    private final Thread owner = Thread.currentThread();
    private final Random random;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final List<Turn> ready = new ArrayList<>();
    private final BlockingQueue<Turn> unblocked = new LinkedBlockingQueue<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final Deque<Throwable> failures = new ArrayDeque<>();
    private long nowNanos = START_NANOS;
    private long alarmsSet;
    private long turns;
    private @Nullable SimulatedTask running;

    /** A task that may go on. */
    private record Turn(SimulatedTask task, Runnable continuation) {}

    public SeededScheduler(long seed) {
        this.random = chance(seed);
    }

    /** A source of chance that gives the same numbers for the same seed, for what is decided before a run begins. */
    public static Random chance(long seed) {
        return new Random(seed);
    }

    public SimulatedProcess process(String name) {
        SimulatedProcess process = new SimulatedProcess(this, name);
        processes.add(process);
        return process;
    }

    /** All processes that ever were. */
    public List<SimulatedProcess> processes() {
        return List.copyOf(processes);
    }

    /** The source of all chance. */
    public Random random() {
        return random;
    }

    /** A duration up to the longest, each equally probable. */
    public Duration upTo(Duration longest) {
        return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    public long nowNanos() {
        return nowNanos;
    }

    /** How often a task has gone on. */
    public long turns() {
        return turns;
    }

    /** What tasks died of, oldest first. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** The oldest of the failures, which is then forgotten. */
    public Optional<Throwable> takeFailure() {
        return Optional.ofNullable(failures.poll());
    }

    /**
     * Lets one task go on, or else the clock go on to the next who is due.
     *
     * @return whether anything can still happen
     */
    public boolean step() {
        if (!Thread.currentThread().equals(owner)) {
            throw new IllegalStateException("a scheduler is driven by the thread that made it");
        }
        if (ready.isEmpty()) {
            return ring();
        }
        int chosen = random.nextInt(ready.size());
        Turn turn = ready.get(chosen);
        ready.set(chosen, ready.getLast());
        ready.removeLast();
        if (turn.task().isStalled()) {
            turn.task().where().holdBack(turn.continuation(), turn.task());
            return true;
        }
        turns++;
        running = turn.task();
        try {
            turn.continuation().run();
            while (isHeldUp(turn.task())) {
                awaitUnblocked().continuation().run();
            }
        } finally {
            running = null;
        }
        return true;
    }

    /** On a monitor of the JVM, which another scheduler's task has: one loads the classes of all, for example. */
    private boolean isHeldUp(SimulatedTask task) {
        Thread.State state = task.thread().getState();
        return state == Thread.State.BLOCKED
                || (state == Thread.State.RUNNABLE
                        && ready.stream().noneMatch(turn -> turn.task().equals(task)));
    }

    private Turn awaitUnblocked() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Turn turn = unblocked.poll(LONGEST_HOLD_UP.toSeconds(), TimeUnit.SECONDS);
                    if (turn == null) {
                        throw new IllegalStateException("a task waits for something outside of the simulation");
                    }
                    return turn;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The task that is running now. */
    SimulatedTask running() {
        SimulatedTask task = running;
        if (task == null) {
            throw new IllegalStateException("only a task of the simulation can wait");
        }
        return task;
    }

    boolean isRunning() {
        return running != null;
    }

    void mayGoOn(SimulatedTask task, Runnable continuation) {
        Turn turn = new Turn(task, continuation);
        if (Thread.currentThread().equals(owner) || Thread.currentThread().isVirtual()) {
            ready.add(turn);
        } else {
            unblocked.add(turn);
        }
    }

    void failed(Throwable failure) {
        failures.add(failure);
    }

    Alarm alarm(long dueNanos, Runnable action) {
        Alarm alarm = new Alarm(dueNanos, alarmsSet++, action);
        alarms.add(alarm);
        return alarm;
    }

    /** Wakes the task's thread, for it may have what it waits for. */
    static void wake(SimulatedTask task) {
        LockSupport.unpark(task.thread());
    }

    private boolean ring() {
        Alarm alarm = alarms.poll();
        while (alarm != null && alarm.cancelled) {
            alarm = alarms.poll();
        }
        if (alarm == null) {
            return false;
        }
        nowNanos = Math.max(nowNanos, alarm.dueNanos);
        alarm.action.run();
        return true;
    }

    /** Something that happens at a time. */
    static final class Alarm implements Comparable<Alarm> {
        private final long dueNanos;
        private final long number;
        private final Runnable action;
        private boolean cancelled;

        private Alarm(long dueNanos, long number, Runnable action) {
            this.dueNanos = dueNanos;
            this.number = number;
            this.action = action;
        }

        void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
