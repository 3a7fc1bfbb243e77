package dev.godwit.simulation;

import dev.godwit.core.TimeSource;
import dev.godwit.simulation.Simulation.Result;
import dev.godwit.simulation.internal.Invariant;
import dev.godwit.simulation.internal.Reductions;
import dev.godwit.simulation.internal.Scenario;
import dev.godwit.simulation.internal.Violation;
import dev.godwit.simulation.internal.mutation.Mutations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a failure smaller: takes one part of the scenario away after the other, keeps what still breaks the same invariant,
 * and of several orders of events the one that breaks it soonest. Greedy, as delta debugging is (Zeller and Hildebrandt,
 * Simplifying and Isolating Failure-Inducing Input, 2002), and bounded in time.
 */
final class Shrinking {
    private static final int SCHEDULES = 12;

    private final long seed;
    private final Invariant invariant;
    private final String mutation;
    private final Duration longest;
    private final TimeSource clock;
    private final long begunNanos;
    private final List<String> without;
    private long events;
    private long tried;

    /**
     * A failure to be made smaller.
     *
     * @param failure of the scenario without the given parts
     * @param longest how long it looks for a smaller one
     */
    Shrinking(Result failure, String mutation, List<String> without, Duration longest, TimeSource clock) {
        this.longest = longest;
        this.seed = failure.seed();
        this.invariant = failure.violation().map(Violation::invariant).orElseThrow();
        this.mutation = mutation;
        this.clock = clock;
        this.begunNanos = clock.monotonicNanos();
        this.without = new ArrayList<>(without);
        this.events = failure.events();
    }

    /** What is left of the scenario, in the words that give it again. */
    record Smallest(List<String> without, long events, long tried) {}

    Smallest run() {
        boolean smaller = true;
        while (smaller && isInTime()) {
            smaller = takeSomethingAway() || takeShorterSchedule();
        }
        return new Smallest(List.copyOf(without), events, tried);
    }

    private boolean takeSomethingAway() {
        for (String part : Reductions.of(scenario(without))) {
            for (long schedule = 0; schedule <= SCHEDULES && isInTime(); schedule++) {
                List<String> candidate = new ArrayList<>(without);
                candidate.add(part);
                if (schedule > 0) {
                    candidate.add(Reductions.schedule(schedule));
                }
                Optional<Long> soon = eventsUntilBroken(candidate);
                if (soon.isPresent()) {
                    keep(candidate, soon.get());
                    return true;
                }
            }
        }
        return false;
    }

    private boolean takeShorterSchedule() {
        for (long schedule = 1; schedule <= SCHEDULES && isInTime(); schedule++) {
            List<String> candidate = new ArrayList<>(without);
            candidate.add(Reductions.schedule(schedule));
            Optional<Long> soon = eventsUntilBroken(candidate).filter(count -> count < events);
            if (soon.isPresent()) {
                keep(candidate, soon.get());
                return true;
            }
        }
        return false;
    }

    private void keep(List<String> candidate, long count) {
        without.clear();
        without.addAll(candidate);
        events = count;
    }

    private Optional<Long> eventsUntilBroken(List<String> candidate) {
        tried++;
        Result result = Simulation.run(seed, scenario(candidate), Mutations.named(mutation), 0);
        return result.violation()
                .filter(violation -> violation.invariant() == invariant)
                .map(violation -> result.events());
    }

    private Scenario scenario(List<String> names) {
        return Reductions.apply(Scenario.of(seed, Mutations.named(mutation).shownBy()), names);
    }

    private boolean isInTime() {
        return clock.since(begunNanos).compareTo(longest) < 0;
    }
}
