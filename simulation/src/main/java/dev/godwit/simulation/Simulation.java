package dev.godwit.simulation;

import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.simulation.internal.Coverage;
import dev.godwit.simulation.internal.EndCheck;
import dev.godwit.simulation.internal.Fate;
import dev.godwit.simulation.internal.Invariant;
import dev.godwit.simulation.internal.Mutation;
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
    private final SeededScheduler scheduler;
    private final Trace trace;
    private final World world;
    private final Fate fate;
    private final long startNanos;

    /**
     * What came of a run.
     *
     * @param violation the invariant that did not hold, if one did not
     * @param events what happened, counted
     * @param fingerprint equal in two runs in which the same happened
     * @param homeChanges how often a unit got a new home
     * @param lines the last events
     */
    public record Result(
            long seed,
            Optional<String> violation,
            Optional<String> invariant,
            long events,
            long fingerprint,
            long homeChanges,
            int faults,
            Duration simulated,
            List<String> lines) {}

    private Simulation(long seed, Mutation mutation, Coverage coverage, int keptLines) {
        this.seed = seed;
        this.scheduler = new SeededScheduler(seed);
        this.trace = new Trace(keptLines);
        this.world = new World(scheduler, mutation, trace, coverage);
        this.fate = new Fate(world);
        this.startNanos = scheduler.nowNanos();
    }

    /** Runs one seed to its end. */
    public static Result run(long seed, Mutation mutation, Coverage coverage, int keptLines) {
        return new Simulation(seed, mutation, coverage, keptLines).run();
    }

    private Result run() {
        try {
            world.populate();
            fate.start();
            if (runUntilEnded()) {
                world.end();
                runFor(AFTERWARDS);
                new EndCheck(world).run();
            }
        } finally {
            tidyUp();
        }
        Optional<Violation> violation = world.watch().violation();
        return new Result(
                seed,
                violation.map(Violation::toString),
                violation.map(found -> found.invariant().name()),
                trace.events(),
                trace.fingerprint(),
                world.watch().homeChanges(),
                fate.struck(),
                elapsed(),
                trace.lines());
    }

    /** Runs until the migration has ended; false when an invariant was broken before. */
    private boolean runUntilEnded() {
        Duration limit = fate.storm().plus(LONGEST_RECOVERY);
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
        world.end();
        world.crashAll();
        long most = scheduler.turns() + 100_000;
        while (scheduler.turns() < most && scheduler.step()) {
            // on to the next task
        }
    }
}
