package dev.godwit.engine.internal.keys;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps the key ranges again and again. Does nothing for a plan without. Thread-safe. */
public final class KeyRangeWatch {
    /** A range is looked at when a fifth of it is left: an application does not use that up meanwhile. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Plan plan;
    private final KeyRanges ranges;
    private final Tasks tasks;
    private final Signal stop;
    private final AtomicReference<Tasks.@Nullable Task> running = new AtomicReference<>();
    private volatile List<KeyRangeState> seen = List.of();
    private volatile List<String> trouble = List.of();

    public KeyRangeWatch(Plan plan, KeyRanges ranges, Tasks tasks, TimeSource time) {
        this.plan = plan;
        this.ranges = ranges;
        this.tasks = tasks;
        this.stop = time.signal();
    }

    public void start() {
        if (plan.keys() == Plan.Keys.RANGES) {
            running.set(tasks.start("godwit-key-ranges", this::watch));
        }
    }

    /** Ends it and waits for its end. */
    public void stop() {
        stop.raise();
        Tasks.Task task = running.getAndSet(null);
        if (task != null) {
            try {
                task.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                task.cancel();
            }
        }
    }

    /** The ranges as they were last seen, for people. */
    public List<String> inWords() {
        return seen.stream().map(KeyRangeState::inWords).toList();
    }

    /** What somebody should know about them. */
    public List<String> alarms() {
        return trouble.isEmpty()
                ? seen.stream()
                        .flatMap(state -> state.problem().stream())
                        .map(problem -> problem.code() + ": " + problem.place() + ": " + problem.message() + ": "
                                + problem.code().nextStep())
                        .toList()
                : trouble;
    }

    private void watch() {
        try {
            do {
                look();
            } while (!stop.await(0, INTERVAL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            seen = ranges.keep();
            trouble = List.of();
        } catch (GodwitException e) {
            trouble = List.of("the key ranges can't be looked at: " + e.describe());
        }
    }
}
