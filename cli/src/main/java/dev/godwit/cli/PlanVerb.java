package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.RunbookPage;
import dev.godwit.core.Problem;
import dev.godwit.server.document.Document;
import dev.godwit.server.document.Html;
import dev.godwit.server.document.RunbookDocument;
import dev.godwit.server.runbook.Runbook;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit plan}: the runbook of a plan. */
@Command(
        name = "plan",
        description =
                "Prints the runbook of a plan: what happens, which statements, rights and locks it needs, how each"
                        + " step is undone. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  godwit plan plan.yaml | less",
            "  godwit plan plan.yaml --format html > runbook.html",
            "  godwit plan plan.yaml --json > runbook.json"
        })
final class PlanVerb implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Mixin
    private InspectingServerOption server = new InspectingServerOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "markdown or html: for people who don't read code, to read, print or send.")
    private Optional<DocumentVerb.Format> format = Optional.empty();

    PlanVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Runbook runbook = server.inspect(plan, surroundings);
        Console console = surroundings.console();
        if (output.json()) {
            console.out().println(Json.line(runbook));
        } else if (format.isPresent()) {
            Document document = RunbookDocument.of(runbook);
            console.out()
                    .print(
                            switch (format.get()) {
                                case MARKDOWN -> document.markdown();
                                case HTML -> Html.of(document);
                            });
        } else {
            RunbookPage.render(runbook, console.look().get()).forEach(console.out()::println);
        }
        return (runbook.problems().stream().anyMatch(Problem::stops) ? ExitCode.USAGE : ExitCode.OK).number();
    }
}
