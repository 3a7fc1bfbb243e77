package dev.godwit.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.simulation.Simulation.Result;
import dev.godwit.simulation.internal.Coverage;
import dev.godwit.simulation.internal.mutation.Mutations;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit simulate}. */
@Command(
        name = "simulate",
        description = "Runs the real engine and routers in one thread under seeds, with faults, and checks invariants.",
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    @Option(names = "--seed", defaultValue = "1", description = "the first seed (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--seeds", defaultValue = "1", description = "how many (default ${DEFAULT-VALUE})")
    private long seeds;

    @Option(
            names = "--trace",
            defaultValue = "40",
            description = "events that are shown of a failure (default ${DEFAULT-VALUE})")
    private int lines;

    @Option(names = "--fingerprints", description = "shows a number for each run that two equal runs share")
    private boolean fingerprints;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Option(names = "--mutation", description = "takes one rule of the protocol away, or 'all' one after the other")
    private String mutation = "";

    @Override
    public Integer call() {
        if (mutation.equals("all")) {
            return new MutationHunt(seed, seeds).all() ? 0 : 1;
        }
        Coverage coverage = new Coverage();
        TimeSource clock = new SystemTime();
        long begun = clock.monotonicNanos();
        long events = 0;
        long failed = 0;
        for (long next = seed; next < seed + seeds; next++) {
            Result result = Simulation.run(next, Mutations.named(mutation), coverage, lines);
            events += result.events();
            if (fingerprints) {
                System.out.println("fingerprint of " + next + ": " + result.fingerprint());
            }
            if (result.violation().isPresent()) {
                failed++;
                boolean sought = !mutation.isEmpty();
                result.lines().forEach(System.out::println);
                System.out.println("seed " + next + ": " + result.violation().get());
                System.out.println("replay: ./godwit simulate --seed " + next
                        + (mutation.isEmpty() ? "" : " --mutation " + mutation) + " --trace 1000000");
                if (sought) {
                    break;
                }
            } else if (seeds == 1) {
                System.out.println(result);
            }
        }
        System.out.printf(
                "seeds: %d, failed: %d, events: %d, %.1f s%n",
                seeds, failed, events, clock.since(begun).toMillis() / 1e3);
        System.out.println(coverage.points());
        System.out.println(coverage.errors());
        System.out.println(coverage.faults());
        return failed == 0 ? 0 : 1;
    }
}
