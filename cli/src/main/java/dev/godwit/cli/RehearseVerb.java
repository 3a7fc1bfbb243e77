package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.RehearsalPage;
import dev.godwit.core.Plan;
import dev.godwit.rehearsal.RehearsalReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit rehearse}: tries a plan out with a sample in scratch stores. */
@Command(
        name = "rehearse",
        description = {
            "Copies a sample of units into the scratch stores that the plan names under 'rehearsal', moves them there,"
                    + " back and there again while users write and the engine dies, and compares all rows.",
            "The real source is only read. The verdict is kept in the control store; the scratch stores are emptied."
        },
        footer = {
            "",
            "Examples:",
            "  godwit rehearse plan.yaml",
            "  godwit rehearse plan.yaml --units 50 --seed 7 --json"
        })
final class RehearseVerb implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Chooses units, values and crashes; by default another one each time.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--units",
            paramLabel = "N",
            description = "How many units, 1 to 1000; by default as the plan says.")
    private Optional<Integer> units = Optional.empty();

    @Option(
            names = "--crashes",
            paramLabel = "N",
            description = "How often the engine dies at the most; by default once at each pause point that it passes.")
    private Optional<Integer> crashes = Optional.empty();

    @Option(names = "--keep", description = "Leave the sample in the scratch stores, to look at it.")
    private boolean keep;

    RehearseVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (units.filter(number -> number < 1 || number > Plan.Rehearsal.UNITS_MAX)
                .isPresent()) {
            throw new UsageException("--units must be from 1 to " + Plan.Rehearsal.UNITS_MAX);
        }
        if (crashes.filter(number -> number < 0).isPresent()) {
            throw new UsageException("--crashes must be 0 or more");
        }
        Plan read = plan.read();
        Console console = surroundings.console();
        surroundings.logToFile().accept(true);
        long chosen = seed.orElseGet(() -> surroundings.time().wallClock().toEpochMilli());
        AtomicBoolean asked = new AtomicBoolean();
        Thread rehearsing = Thread.currentThread();
        try (Interruptions.Registration ignored = surroundings.interruptions().onFirst(() -> {
            asked.set(true);
            console.err()
                    .println("Stopping; Ctrl-C again ends it at once and leaves the sample in the scratch stores.");
            rehearsing.interrupt();
        })) {
            RehearsalReport report = surroundings
                    .migrations()
                    .rehearse(
                            read,
                            plan.settings(0),
                            new RehearsalOrder(chosen, units, crashes, keep),
                            line -> console.err().println(line));
            return show(report, console).number();
        } catch (InterruptedException e) {
            if (!asked.get()) {
                throw e;
            }
            console.err()
                    .println("Broken off. Nothing was noted; the scratch stores are "
                            + (keep ? "as they were left." : "empty."));
            return ExitCode.INTERRUPTED.number();
        }
    }

    private ExitCode show(RehearsalReport report, Console console) {
        if (output.json()) {
            console.out().println(Json.line(report));
        } else {
            RehearsalPage.lines(report, console.look().get()).forEach(console.out()::println);
        }
        return report.green() ? ExitCode.OK : ExitCode.FAILED;
    }
}
