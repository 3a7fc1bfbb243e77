package dev.godwit.spec;

import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.spec.internal.explore.Exploration;
import dev.godwit.spec.internal.explore.Invariant;
import dev.godwit.spec.internal.explore.Outcome;
import dev.godwit.spec.internal.model.Models;
import dev.godwit.spec.internal.model.Mutation;
import dev.godwit.spec.internal.model.NamedModel;
import dev.godwit.spec.internal.model.Rule;
import dev.godwit.spec.internal.model.Size;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit spec}. */
@Command(
        name = "godwit spec",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 118,
        sortOptions = false,
        description = "Visits every state of small models of the move protocol, and says which invariant breaks.",
        footer = {
            "",
            "Examples:",
            "  godwit spec                              every model at the size of continuous integration",
            "  godwit spec --mutations                  each rule taken away, and what breaks then",
            "  godwit spec --show nocas                 the shortest way to two homes, step by step",
            "  godwit spec --model coordinators --large a longer look; progress every 2 s on standard error",
            "  godwit spec --model move --size writes=2 other numbers; those not named stay as they are",
            "",
            "The counts of the first model, which was written in Python:",
            "  godwit spec --model move --size writes=2,phases=2,tokens=4,epochs=3 --every-order   6,587,034 states",
            "  godwit spec --model move --size writes=1,phases=4,tokens=6,epochs=3 --every-order   7,793,874 states",
            "",
            "Exit code: 0 as expected, 1 an invariant is broken or a mutation is not noticed, 2 wrong usage.",
            "docs/specification.md tells what is modelled and how to read a counterexample."
        })
public final class Main implements Callable<Integer> {
    private static final int EXPECTED = 0;
    private static final int BROKEN = 1;

    private final TimeSource clock = new SystemTime();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "only this model: move, coordinators, copy, units, loss")
    private String model = "";

    @Option(names = "--size", paramLabel = "SIZE", description = "numbers of the model, like writes=2,tokens=4")
    private String size = "";

    @Option(names = "--large", description = "the larger sizes; minutes, and some GB (see GODWIT_JAVA_OPTS)")
    private boolean large;

    @Option(names = "--mutation", paramLabel = "RULE", description = "takes a rule away in the model that knows it")
    private String mutation = "";

    @Option(names = "--mutations", description = "takes each rule away, one after the other, and prints what breaks")
    private boolean mutations;

    @Option(names = "--show", paramLabel = "RULE", description = "tells how the protocol fails without this rule")
    private String show = "";

    @Option(
            names = "--every-order",
            description = "counts states that differ only in which router (mover, coordinator) is which")
    private boolean everyOrder;

    @Option(names = "--no-progress", description = "does not look for dead ends; takes less memory")
    private boolean noProgress;

    public static void main(String[] arguments) {
        System.exit(command().execute(arguments));
    }

    static CommandLine command() {
        CommandLine command = new CommandLine(new Main());
        command.setExecutionExceptionHandler((exception, line, parsed) -> {
            if (exception instanceof IllegalArgumentException) {
                line.getErr().println("godwit spec: " + exception.getMessage());
                return line.getCommandSpec().exitCodeOnInvalidInput();
            }
            throw exception;
        });
        return command;
    }

    @Override
    public Integer call() {
        if (mutations) {
            return everyMutation();
        }
        if (!show.isEmpty()) {
            Mutation shown = Mutation.named(show);
            return tell(shown.model(), sized(shown.size()), EnumSet.of(shown.rule()));
        }
        if (!mutation.isEmpty()) {
            Mutation chosen = Mutation.named(mutation);
            NamedModel where = model.isEmpty() ? chosen.model() : Models.named(model);
            Size standard = where.equals(chosen.model()) ? chosen.size() : where.small();
            return tell(where, sized(large ? where.large() : standard), EnumSet.of(chosen.rule()));
        }
        List<NamedModel> chosen = model.isEmpty() ? Models.ALL : List.of(Models.named(model));
        return everyState(chosen);
    }

    private int everyState(List<NamedModel> models) {
        System.out.printf("%-13s %11s %6s %7s %10s  %s%n", "model", "states", "depth", "s", "states/s", "size");
        int exitCode = EXPECTED;
        for (NamedModel each : models) {
            Size chosen = sized(large ? each.large() : each.small());
            Pulse pulse = new Pulse(clock);
            Outcome outcome = each.explore(chosen, Set.of(), options(pulse));
            double seconds = pulse.seconds();
            System.out.printf(
                    "%-13s %,11d %6d %7.1f %,10.0f  %s%n",
                    each, outcome.states(), outcome.depth(), seconds, outcome.states() / seconds, chosen);
            if (outcome.broken().isPresent()) {
                print(outcome);
                exitCode = BROKEN;
            }
        }
        System.out.println(exitCode == EXPECTED ? "Every invariant holds in every state." : "An invariant is broken.");
        return exitCode;
    }

    private int everyMutation() {
        System.out.printf(
                "%-13s %-13s %9s %6s  %-23s %s%n", "mutation", "model", "states", "steps", "invariant", "the rule");
        int exitCode = EXPECTED;
        for (Rule rule : Rule.values()) {
            Mutation each = Mutation.of(rule);
            Outcome outcome = each.model().explore(each.size(), EnumSet.of(rule), options(new Pulse(clock)));
            System.out.printf(
                    "%-13s %-13s %,9d %6d  %-23s %s%n",
                    rule,
                    each.model(),
                    outcome.states(),
                    Math.max(0, outcome.story().size() - 1),
                    outcome.invariant().map(Invariant::name).orElse("NOT NOTICED"),
                    rule.text());
            if (outcome.broken().isEmpty()) {
                exitCode = BROKEN;
            }
        }
        return exitCode;
    }

    private int tell(NamedModel where, Size chosen, Set<Rule> broken) {
        broken.forEach(rule -> System.out.println(
                "Without the rule '" + rule.text() + "' (" + rule + "), model " + where + ", " + chosen + ":"));
        Outcome outcome = where.explore(chosen, broken, options(new Pulse(clock)));
        print(outcome);
        System.out.printf("%,d states%n", outcome.states());
        return outcome.broken().isPresent() ? EXPECTED : BROKEN;
    }

    private static void print(Outcome outcome) {
        int number = 0;
        for (Outcome.Line line : outcome.story()) {
            System.out.printf("%3d  %s%n     %s%n", number++, line.action(), line.state());
        }
        System.out.println(outcome.broken()
                .map(found -> "BROKEN: %s (%s): %s"
                        .formatted(found.invariant(), found.invariant().text(), found.detail()))
                .orElse("Every invariant holds in every state."));
    }

    private Size sized(Size standard) {
        return size.isEmpty() ? standard : standard.with(Size.of(size));
    }

    private Exploration.Options options(Pulse pulse) {
        return new Exploration.Options(everyOrder, !noProgress, Integer.MAX_VALUE, pulse);
    }
}
