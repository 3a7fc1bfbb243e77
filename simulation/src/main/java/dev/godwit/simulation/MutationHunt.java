package dev.godwit.simulation;

import dev.godwit.core.TimeSource;
import dev.godwit.simulation.Simulation.Result;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.Scenario;
import dev.godwit.simulation.internal.mutation.Mutations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Looks for a seed that notices a mutation. */
final class MutationHunt {
    private final SeedRange seeds;
    private final Duration longest;
    private final TimeSource clock;

    /**
     * A hunt.
     *
     * @param longest after this no further seed is tried
     */
    MutationHunt(SeedRange seeds, Duration longest, TimeSource clock) {
        this.seeds = seeds;
        this.longest = longest;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param tried how many seeds were run, the one that noticed it included
     * @param took how long that was
     */
    record Catch(String mutation, Result result, long tried, Duration took) {
        String invariant() {
            return result.violation().orElseThrow().invariant().name();
        }

        String details() {
            return result.violation().orElseThrow().details();
        }
    }

    private static Result run(long seed, Mutation mutation) {
        return Simulation.run(seed, Scenario.of(seed, mutation.shownBy()), mutation, 0);
    }

    /** What fails with every rule in place says nothing about the one that is missing. */
    private static boolean isCleanWithout(Mutation mutation, long seed) {
        return Simulation.run(seed, Scenario.of(seed, mutation.shownBy()), Mutation.NONE, 0)
                .violation()
                .isEmpty();
    }

    Optional<Catch> hunt(String name) {
        Mutation mutation = Mutations.named(name);
        long begun = clock.monotonicNanos();
        AtomicLong tried = new AtomicLong();
        AtomicReference<Optional<Catch>> found = new AtomicReference<>(Optional.empty());
        seeds.run(seed -> run(seed, Mutations.named(name)), result -> {
            long runs = tried.incrementAndGet();
            if (result.violation().isPresent() && isCleanWithout(mutation, result.seed())) {
                found.set(Optional.of(new Catch(name, result, runs, clock.since(begun))));
                return false;
            }
            return clock.since(begun).compareTo(longest) < 0;
        });
        return found.get();
    }
}
