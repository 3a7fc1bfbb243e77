package dev.godwit.engine.internal.keys;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.Repetition;
import java.time.Duration;
import java.util.List;

/** Keeps the key ranges again and again. Does nothing for a plan without. Thread-safe. */
public final class KeyRangeWatch {
    /** A range is looked at when a fifth of it is left: an application does not use that up meanwhile. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Plan plan;
    private final KeyRanges ranges;
    private final Repetition repetition;
    private volatile List<KeyRangeState> seen = List.of();
    private volatile List<String> trouble = List.of();

    public KeyRangeWatch(Plan plan, KeyRanges ranges, Tasks tasks, TimeSource time) {
        this.plan = plan;
        this.ranges = ranges;
        this.repetition = new Repetition("godwit-key-ranges", this::look, INTERVAL, tasks, time);
    }

    public void start() {
        if (plan.keys() == Plan.Keys.RANGES) {
            repetition.start();
        }
    }

    /** Ends it and waits for its end. */
    public void stop() {
        repetition.stop();
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

    private void look() {
        try {
            seen = ranges.keep();
            trouble = List.of();
        } catch (GodwitException e) {
            trouble = List.of("the key ranges can't be looked at: " + e.describe());
        }
    }
}
