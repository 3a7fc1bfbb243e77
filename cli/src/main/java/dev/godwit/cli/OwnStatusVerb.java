package dev.godwit.cli;

import dev.godwit.cli.internal.JournalPage;
import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.OwnStatusLine;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.engine.WorkflowStatus;
import dev.godwit.engine.Workflows;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a user's workflow is. */
@Command(
        name = "status",
        description = "Shows how far the workflow is, what waits and why. Ends with 3 when it needs a person.")
final class OwnStatusVerb implements Callable<Integer> {
    private final OwnSurroundings surroundings;

    @Mixin
    private OwnStoreOption store = new OwnStoreOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--journal", paramLabel = "N", description = "List the newest decisions instead, at most so many.")
    private Optional<Integer> journal = Optional.empty();

    OwnStatusVerb(OwnSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String name = surroundings.workflow().name();
        try (Workflows workflows = store.open()) {
            WorkflowStatus status = workflows.status(name);
            if (journal.isPresent()) {
                List<JournalEntry> entries = workflows.journal(name, journal.get());
                print(entries, JournalPage.render(entries));
                return ExitCode.OK.number();
            }
            print(
                    List.of(status),
                    List.of(OwnStatusLine.render(status, surroundings.time().wallClock())));
            return (status.flags().attention().isPresent() ? ExitCode.ATTENTION : ExitCode.OK).number();
        }
    }

    private void print(List<?> records, List<String> lines) {
        List<String> printed = output.json() ? records.stream().map(Json::line).toList() : lines;
        printed.forEach(surroundings.console().out()::println);
    }
}
