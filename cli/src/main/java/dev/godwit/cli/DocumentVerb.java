package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.core.MigrationName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit document}: something for people to read. */
@Command(
        name = "document",
        description = {
            "Prints a document about a migration that runs, for people to read:",
            "  runbook    what happens, who is affected, what can be undone until when, who decides",
            "  hand-over  all that an engineer has to know who takes it over now",
            "  news       how it goes, for colleagues who talk with customers; without names"
        },
        footer = {
            "",
            "Examples:",
            "  godwit document runbook --format html > runbook.html",
            "  godwit document hand-over"
        })
final class DocumentVerb implements Callable<Integer> {
    /** The documents. */
    enum Kind {
        RUNBOOK,
        HAND_OVER,
        NEWS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How it is written. */
    enum Format {
        MARKDOWN,
        HTML
    }

    private final Surroundings surroundings;

    @Parameters(paramLabel = "DOCUMENT", description = "One of ${COMPLETION-CANDIDATES}.")
    private Kind kind = Kind.RUNBOOK;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "markdown",
            description = "markdown or html; by default ${DEFAULT-VALUE}.")
    private Format format = Format.MARKDOWN;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    DocumentVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Optional<MigrationName> migration = server.migration();
        String text = surroundings
                .controlPlanes()
                .documents(server.urls())
                .read(migration, kind.toString(), format.name().toLowerCase(Locale.ROOT));
        String printed = output.json() ? Json.line(Map.of("document", kind.toString(), "text", text)) + "\n" : text;
        surroundings.console().out().print(printed);
        surroundings.console().out().flush();
        return ExitCode.OK.number();
    }
}
