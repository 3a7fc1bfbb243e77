package dev.godwit.simulation;

import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.simulation.internal.Coverage;
import dev.godwit.simulation.internal.EndCheck;
import dev.godwit.simulation.internal.Invariant;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.Scenario;
import dev.godwit.simulation.internal.Trace;
import dev.godwit.simulation.internal.Violation;
import dev.godwit.simulation.internal.World;
import dev.godwit.testkit.SeededScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One run of the whole system under a seed. The same seed gives the same run. */
public final class Simulation {
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(120);
    private static final Duration AFTERWARDS = Duration.ofSeconds(4);
    private static final int CHECK_EVERY = 512;

    private final long seed;
    private final Scenario scenario;
    private final SeededScheduler scheduler;
    private final Trace trace;
    private final Coverage coverage = new Coverage();
    private final World world;
    private final long startNanos;

    /**
     * What came of a run.
     *
     * @param violation the invariant that did not hold, if one did not
     * @param events what happened, counted
     * @param fingerprint equal in two runs in which the same happened
     * @param homeChanges how often a unit got a new home
     * @param coverage what was reached
     * @param lines the last events
     */
    public record Result(
            long seed,
            Optional<Violation> violation,
            long events,
            long fingerprint,
            long homeChanges,
            Coverage coverage,
            Duration simulated,
            List<String> lines) {
        private static final int FEWEST_EVENTS = 200;

        /** Whether the run was worth its name: enough events, a change of home, a fault. */
        public boolean counts() {
            return events >= FEWEST_EVENTS && homeChanges > 0 && coverage.struck() > 0;
        }
    }

    private Simulation(long seed, Scenario scenario, Mutation mutation, int keptLines) {
        this.seed = seed;
        this.scenario = scenario;
        this.scheduler = new SeededScheduler(scenario.schedule());
        this.trace = new Trace(keptLines);
        this.world = new World(scenario, scheduler, mutation, trace, coverage);
        this.startNanos = scheduler.nowNanos();
    }

    /** Runs one seed to its end. */
    public static Result run(long seed, Mutation mutation, int keptLines) {
        return run(seed, Scenario.of(seed), mutation, keptLines);
    }

    /** Runs a scenario to its end. */
    static Result run(long seed, Scenario scenario, Mutation mutation, int keptLines) {
        return new Simulation(seed, scenario, mutation, keptLines).run();
    }

    private Result run() {
        try {
            world.populate();
            if (runUntilEnded()) {
                world.end();
                runFor(AFTERWARDS);
                new EndCheck(world).run();
            }
        } finally {
            tidyUp();
        }
        return new Result(
                seed,
                world.watch().violation(),
                trace.events(),
                trace.fingerprint(),
                world.watch().homeChanges(),
                coverage,
                elapsed(),
                trace.lines());
    }

    /** Runs until the migration has ended; false when an invariant was broken before. */
    private boolean runUntilEnded() {
        Duration limit = scenario.storm().plus(LONGEST_RECOVERY);
        while (!isBroken()) {
            if (world.migration().filter(MigrationRecord::ended).isPresent()) {
                return true;
            }
            if (!scheduler.step() || elapsed().compareTo(limit) > 0) {
                world.watch()
                        .report(
                                Invariant.PROGRESS,
                                "not at its goal " + LONGEST_RECOVERY.toSeconds() + " s after the faults have stopped: "
                                        + world.describe());
                return false;
            }
        }
        return false;
    }

    private void runFor(Duration duration) {
        Duration until = elapsed().plus(duration);
        while (!isBroken() && elapsed().compareTo(until) < 0 && scheduler.step()) {
            // on to the next event
        }
    }

    private boolean isBroken() {
        if (scheduler.turns() % CHECK_EVERY == 0) {
            world.watch().check();
        }
        if (!scheduler.failures().isEmpty()) {
            Throwable failure = scheduler.failures().getFirst();
            world.watch().report(Invariant.NO_BUG, "a task died: " + Failures.describe(failure));
        }
        return world.watch().violation().isPresent();
    }

    private Duration elapsed() {
        return Duration.ofNanos(scheduler.nowNanos() - startNanos);
    }

    /** Lets all tasks unwind, so that nothing of the run is kept in memory. */
    private void tidyUp() {
        trace.end();
        world.end();
        world.crashAll();
        long most = scheduler.turns() + 100_000;
        while (scheduler.turns() < most && scheduler.step()) {
            // on to the next task
        }
    }
}
