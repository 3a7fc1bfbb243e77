package dev.godwit.cli;

import dev.godwit.cli.internal.JournalPage;
import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.StatusPage;
import dev.godwit.cli.internal.UnitsPage;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit status}: how far the migration is, what waits and why. */
@Command(
        name = "status",
        description = "Shows how far the migration is, what waits and why. Ends with 3 when something needs a person.",
        footer = {
            "",
            "Examples:",
            "  godwit status",
            "  godwit status --units --wave canary",
            "  godwit status --journal 50",
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

    StatusVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        MigrationControl control = server.find(surroundings.controlPlanes());
        if (journal.isPresent()) {
            List<JournalEntry> entries = control.journal(journal.get());
            print(entries, JournalPage.render(entries));
            return ExitCode.OK.number();
        }
        if (units) {
            Scope chosen = scope.scope();
            List<UnitView> found = control.units(new UnitFilter(phase, chosen.wave(), chosen.unit()), limit);
            print(found, UnitsPage.render(found));
            return ExitCode.OK.number();
        }
        MigrationStatus status = control.status();
        print(
                List.of(status),
                StatusPage.render(
                        status,
                        surroundings.console().look().get(),
                        surroundings.time().wallClock()));
        return (needsSomebody(status) ? ExitCode.ATTENTION : ExitCode.OK).number();
    }

    private static boolean needsSomebody(MigrationStatus status) {
        return status.flags().attention().isPresent() || !status.attention().isEmpty();
    }

    private void print(List<?> records, List<String> lines) {
        List<String> printed = output.json() ? records.stream().map(Json::line).toList() : lines;
        printed.forEach(surroundings.console().out()::println);
    }
}
