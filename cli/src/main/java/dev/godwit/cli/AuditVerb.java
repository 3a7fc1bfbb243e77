package dev.godwit.cli;

import dev.godwit.cli.internal.AuditPage;
import dev.godwit.cli.internal.Json;
import dev.godwit.client.wire.Bodies.CommandEntry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit audit}: who has done what. */
@Command(
        name = "audit",
        description = "Lists the newest commands: who gave them, when, about what, and what came of them.",
        footer = {"", "Examples:", "  godwit audit", "  godwit audit --limit 1000 --json > audit.jsonl"})
final class AuditVerb implements Callable<Integer> {
    private static final int MOST = 10_000;

    private final Surroundings surroundings;

    @Mixin
    private AddressOption server = new AddressOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many; by default ${DEFAULT-VALUE}.")
    private int limit;

    AuditVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new UsageException("--limit must be from 1 to " + MOST);
        }
        List<CommandEntry> commands =
                surroundings.controlPlanes().commands(server.urls()).newest(limit);
        List<String> lines = output.json() ? commands.stream().map(Json::line).toList() : AuditPage.render(commands);
        lines.forEach(surroundings.console().out()::println);
        return ExitCode.OK.number();
    }
}
