package dev.godwit.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.simulation.MutationHunt.Catch;
import dev.godwit.simulation.internal.Reductions;
import dev.godwit.simulation.internal.Scenario;
import dev.godwit.simulation.internal.mutation.Mutations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit simulate}. */
@Command(
        name = "simulate",
        description = {
            "Runs the real engine and routers over stores in memory, each seed in one thread, with faults, and checks"
                    + " invariants after every commit. The same seed gives the same run.",
            "",
            "  ./godwit simulate --seeds 10000              looks for a bug",
            "  ./godwit simulate --seed 113 --trace 200     replays one run and shows its end",
            "  ./godwit simulate --seed 113 --shrink        looks for a smaller run that fails the same way",
            "  ./godwit simulate --mutation nocas           takes a rule away: a seed should notice",
            "  ./godwit simulate --mutation all --seeds 2000",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0: all seeds are clean, or every mutation was noticed", "1: not so", "2: wrong arguments"},
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    @Option(names = "--seed", defaultValue = "1", description = "the first seed (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--seeds",
            defaultValue = "1",
            description = "how many, not counting those with too few events (default ${DEFAULT-VALUE})")
    private long seeds;

    @Option(names = "--threads", description = "how many seeds run at a time (default: one for each processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--trace",
            defaultValue = "40",
            description = "events that are shown of a failure (default ${DEFAULT-VALUE})")
    private int lines;

    @Option(
            names = "--failures",
            defaultValue = "5",
            description = "stops after so many seeds that fail (default ${DEFAULT-VALUE})")
    private int failures;

    @Option(names = "--fingerprints", description = "shows a number for each run that two equal runs share")
    private boolean fingerprints;

    @Option(names = "--mutation", description = "takes one rule of the protocol away, or 'all' one after the other")
    private String mutation = "";

    @Option(
            names = "--longest",
            defaultValue = "60",
            description = "seconds for each mutation when all are tried (default ${DEFAULT-VALUE})")
    private int longestSeconds;

    @Option(names = "--shrink", description = "makes the first failure smaller")
    private boolean shrink;

    @Option(
            names = "--without",
            split = ",",
            description = "parts of the scenario that are taken away, as --shrink names them")
    private List<String> without = List.of();

    @Spec
    private CommandSpec spec;

    private final TimeSource clock = new SystemTime();

    Main() {
        this.spec = CommandSpec.create();
    }

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() {
        requireSensible();
        SeedRange range = new SeedRange(seed, seeds, (int) Math.min(threads, seeds));
        if (mutation.equals("all")) {
            return huntAll(range) ? 0 : 1;
        }
        requireParts();
        SeedRange withSpare = new SeedRange(seed, seeds == 1 ? 1 : 2 * seeds, range.threads());
        Campaign campaign = new Campaign(withSpare, seeds, mutation, without, clock);
        return campaign.run(new Campaign.Output(lines, failures, fingerprints, shrink)) ? 0 : 1;
    }

    private void requireSensible() {
        if (seeds < 1 || threads < 1 || lines < 0 || failures < 1 || longestSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--seeds, --threads, --failures and --longest are at least 1, --trace 0");
        }
        if (!mutation.isEmpty() && !mutation.equals("all") && !Mutations.ALL.containsKey(mutation)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no mutation '" + mutation + "'; there are all, "
                            + String.join(", ", Mutations.ALL.keySet()));
        }
    }

    private void requireParts() {
        if (!without.isEmpty() && seeds > 1) {
            throw new ParameterException(spec.commandLine(), "--without names parts of one seed");
        }
        try {
            Reductions.apply(Scenario.of(seed, Mutations.named(mutation).shownBy()), without);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--without: " + e.getMessage(), e);
        }
    }

    private boolean huntAll(SeedRange range) {
        System.out.println("| mutation | noticed by seed | seeds tried | seconds | invariant |");
        System.out.println("|---|---|---|---|---|");
        MutationHunt hunt = new MutationHunt(range, Duration.ofSeconds(longestSeconds), clock);
        boolean noticed = true;
        for (String name : Mutations.ALL.keySet()) {
            Optional<Catch> found = hunt.hunt(name);
            System.out.println(found.map(Main::row).orElseGet(() -> "| `%s` | none | | | |".formatted(name)));
            noticed &= found.isPresent();
        }
        return noticed;
    }

    private static String row(Catch found) {
        return "| `%s` | %d | %d | %.1f | %s |"
                .formatted(
                        found.mutation(),
                        found.result().seed(),
                        found.tried(),
                        found.took().toMillis() / 1e3,
                        found.invariant());
    }
}
