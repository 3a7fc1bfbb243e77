package dev.godwit.cli;

import dev.godwit.cli.internal.JournalPage;
import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.KeyspacesPage;
import dev.godwit.cli.internal.LatencyPage;
import dev.godwit.cli.internal.StatusPage;
import dev.godwit.cli.internal.UnitsPage;
import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit status}: how far the migration is, what waits and why. */
@Command(
        name = "status",
        description = "Shows how far each migration is, what waits and why. Ends with 3 when something needs a person.",
        footer = {
            "",
            "Examples:",
            "  godwit status",
            "  godwit status --units --wave canary",
            "  godwit status --journal 50",
            "  godwit status --latency",
            "  godwit status --keyspaces",
            "  godwit status --migration new-to-second",
            "  godwit status --json | jq .attention"
        })
final class StatusVerb implements Callable<Integer> {
    private static final String LIMIT_DEFAULT = "1000";

    private final Surroundings surroundings;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--units", description = "List units instead; --wave, --unit and --phase choose which.")
    private boolean units;

    @Option(names = "--phase", paramLabel = "PHASE", description = "With --units: one of ${COMPLETION-CANDIDATES}.")
    private Optional<Phase> phase = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = LIMIT_DEFAULT,
            description = "With --units: at most so many; by default " + LIMIT_DEFAULT + ".")
    private int limit;

    @Option(names = "--journal", paramLabel = "N", description = "List the newest decisions instead, at most so many.")
    private Optional<Integer> journal = Optional.empty();

    @Option(
            names = "--latency",
            description = "List the application's latency before, during and after the migration instead.")
    private boolean latency;

    @Option(names = "--keyspaces", description = "List keyspaces instead, with their stores, migrations and routers.")
    private boolean keyspaces;

    StatusVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (journal.isPresent()) {
            List<JournalEntry> entries =
                    server.find(surroundings.controlPlanes()).journal(journal.get());
            print(entries, JournalPage.render(entries));
            return ExitCode.OK.number();
        }
        if (keyspaces) {
            List<KeyspaceOverview> found =
                    surroundings.controlPlanes().find(server.urls()).keyspaces();
            print(found, KeyspacesPage.render(found));
            return ExitCode.OK.number();
        }
        if (latency) {
            ApplicationLatency found = server.find(surroundings.controlPlanes()).latency();
            print(List.of(found), LatencyPage.render(found, surroundings.time().wallClock()));
            return ExitCode.OK.number();
        }
        if (units) {
            Scope chosen = scope.scope();
            List<UnitView> found = server.find(surroundings.controlPlanes())
                    .units(new UnitFilter(phase, chosen.wave(), chosen.unit()), limit);
            print(found, UnitsPage.render(found));
            return ExitCode.OK.number();
        }
        List<MigrationStatus> all = server.findAll(surroundings.controlPlanes()).stream()
                .map(MigrationControl::status)
                .toList();
        print(all, pages(all));
        return (all.stream().anyMatch(StatusVerb::needsSomebody) ? ExitCode.ATTENTION : ExitCode.OK).number();
    }

    private List<String> pages(List<MigrationStatus> all) {
        if (all.isEmpty()) {
            return List.of("No migration runs here.");
        }
        List<String> lines = new ArrayList<>();
        for (MigrationStatus status : all) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(StatusPage.render(
                    status,
                    surroundings.console().look().get(),
                    surroundings.time().wallClock()));
        }
        return lines;
    }

    private static boolean needsSomebody(MigrationStatus status) {
        return status.flags().attention().isPresent() || !status.attention().isEmpty();
    }

    private void print(List<?> records, List<String> lines) {
        List<String> printed = output.json() ? records.stream().map(Json::line).toList() : lines;
        printed.forEach(surroundings.console().out()::println);
    }
}
