package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.Look;
import dev.godwit.cli.internal.Problems;
import dev.godwit.core.Problem;
import dev.godwit.server.runbook.Runbook;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code godwit check}: everything that stands in the way of a plan. */
@Command(
        name = "check",
        description = "Looks at a plan and its databases and names every problem at once. Changes nothing.",
        footer = {"", "Example:", "  godwit check plan.yaml && godwit run plan.yaml"})
final class CheckVerb implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Mixin
    private InspectingServerOption server = new InspectingServerOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    CheckVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Runbook runbook = server.inspect(plan, surroundings);
        List<Problem> problems = runbook.problems();
        Console console = surroundings.console();
        if (output.json()) {
            problems.forEach(problem -> console.out().println(Json.line(problem)));
            runbook.looked().forEach(line -> console.out().println(Json.line(Map.of("looked", line))));
        } else {
            Look look = console.look().get();
            Problems.looked(runbook.looked(), look).forEach(console.out()::println);
            Problems.render(problems, look).forEach(console.out()::println);
        }
        return (problems.stream().anyMatch(Problem::stops) ? ExitCode.USAGE : ExitCode.OK).number();
    }
}
