package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.RunbookPage;
import dev.godwit.core.Problem;
import dev.godwit.server.runbook.Runbook;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code godwit plan}: the runbook of a plan. */
@Command(
        name = "plan",
        description =
                "Prints the runbook of a plan: what happens, which statements, rights and locks it needs, how each"
                        + " step is undone. Changes nothing.",
        footer = {"", "Examples:", "  godwit plan plan.yaml | less", "  godwit plan plan.yaml --json > runbook.json"})
final class PlanVerb implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Mixin
    private InspectingServerOption server = new InspectingServerOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    PlanVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Runbook runbook = server.inspect(plan, surroundings);
        Console console = surroundings.console();
        if (output.json()) {
            console.out().println(Json.line(runbook));
        } else {
            RunbookPage.render(runbook, console.look().get()).forEach(console.out()::println);
        }
        return (runbook.problems().stream().anyMatch(Problem::stops) ? ExitCode.USAGE : ExitCode.OK).number();
    }
}
