package dev.godwit.simulation;

import dev.godwit.core.TimeSource;
import dev.godwit.simulation.Shrinking.Smallest;
import dev.godwit.simulation.Simulation.Result;
import dev.godwit.simulation.internal.Coverage;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.Reductions;
import dev.godwit.simulation.internal.Scenario;
import dev.godwit.simulation.internal.mutation.Mutations;
import java.time.Duration;
import java.util.List;

/** Many seeds, what they found and what they reached. Progress goes to standard error. */
final class Campaign {
    private static final Duration NEWS = Duration.ofSeconds(2);
    private static final Duration LONGEST_SHRINKING = Duration.ofSeconds(60);
    private static final int ENOUGH_FOR_ALL = 200;

    private final SeedRange range;
    private final long wanted;
    private final String mutation;
    private final List<String> without;
    private final TimeSource clock;
    private final Coverage coverage = new Coverage();
    private final long begunNanos;
    private long saidNanos;
    private long done;
    private long counted;
    private long events;
    private long failed;

    /**
     * What is printed.
     *
     * @param lines events that are shown of a failure
     * @param failures after so many no further seed is run
     * @param fingerprints whether each run shows its number
     * @param shrink whether the first failure is made smaller
     */
    record Output(int lines, int failures, boolean fingerprints, boolean shrink) {}

    /**
     * A campaign.
     *
     * @param seeds the last of them are run only if earlier ones were too short to count
     * @param wanted how many have to count, or 1 for the first seed alone
     */
    Campaign(SeedRange seeds, long wanted, String mutation, List<String> without, TimeSource clock) {
        this.range = seeds;
        this.wanted = wanted;
        this.mutation = mutation;
        this.without = List.copyOf(without);
        this.clock = clock;
        this.begunNanos = clock.monotonicNanos();
        this.saidNanos = begunNanos;
    }

    /** Runs the seeds; whether all were clean. */
    boolean run(Output output) {
        range.run(seed -> simulate(seed, output.lines()), result -> {
            count(result);
            if (output.fingerprints()) {
                System.out.println("fingerprint of " + result.seed() + ": " + result.fingerprint());
            }
            result.violation().ifPresent(violation -> show(result, output));
            sayHowFar();
            return failed < output.failures() && (wanted == 1 || counted < wanted);
        });
        summarize();
        return failed == 0;
    }

    private Result simulate(long seed, int lines) {
        Mutation lacking = Mutations.named(mutation);
        Scenario scenario = Reductions.apply(Scenario.of(seed, lacking.shownBy()), without);
        return Simulation.run(seed, scenario, lacking, lines);
    }

    private void count(Result result) {
        done++;
        counted += result.counts() ? 1 : 0;
        events += result.events();
        failed += result.violation().isPresent() ? 1 : 0;
        coverage.add(result.coverage());
    }

    private void show(Result result, Output output) {
        result.lines().forEach(System.out::println);
        System.out.println("seed " + result.seed() + ": " + result.violation().orElseThrow());
        System.out.println("replay: " + command(result.seed(), without) + " --trace 1000000");
        if (output.shrink() && failed == 1) {
            System.err.println("looking for a smaller run that fails the same way, for a minute at most");
            Smallest smallest = new Shrinking(result, mutation, without, LONGEST_SHRINKING, clock).run();
            System.out.printf(
                    "smaller: %,d events instead of %,d, found in %,d runs: %s --trace 1000000%n",
                    smallest.events(), result.events(), smallest.tried(), command(result.seed(), smallest.without()));
        }
    }

    private String command(long seed, List<String> taken) {
        return "./godwit simulate --seed " + seed
                + (mutation.isEmpty() ? "" : " --mutation " + mutation)
                + (taken.isEmpty() ? "" : " --without " + String.join(",", taken));
    }

    private void sayHowFar() {
        if (clock.since(saidNanos).compareTo(NEWS) >= 0 && done < wanted) {
            saidNanos = clock.monotonicNanos();
            Duration spent = clock.since(begunNanos);
            Duration left = spent.multipliedBy(wanted - done).dividedBy(done);
            System.err.printf("%,d of %,d seeds, %d failed, about %d s left%n", done, wanted, failed, left.toSeconds());
        }
    }

    private void summarize() {
        double seconds = clock.since(begunNanos).toMillis() / 1e3;
        System.out.println("faults: " + coverage.faults());
        System.out.println("phases: " + coverage.phases());
        System.out.println("milestones: " + coverage.milestones());
        System.out.println("errors: " + coverage.errors());
        if (wanted >= ENOUGH_FOR_ALL) {
            List<String> missing = coverage.missing();
            System.out.println("not reached: " + (missing.isEmpty() ? "nothing" : missing));
        }
        System.out.printf(
                "seeds: %,d, of which %,d with at least 200 events, a cutover and a fault; failed: %d; events: %,d; %.1f s%n",
                done, counted, failed, events, seconds);
    }
}
