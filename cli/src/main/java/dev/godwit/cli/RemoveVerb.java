package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.core.Plan;
import dev.godwit.engine.doctor.Removed;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit remove}: takes everything of Godwit out of the stores. */
@Command(
        name = "remove",
        description = {
            "Removes everything of Godwit from both stores of a plan, and proves by their catalogs that nothing is left.",
            "Refused while a migration of the keyspace has not ended, a unit is in flight, or units live in both stores."
                    + " Your rows stay. The old store no longer refuses writes afterwards."
        },
        footer = {"", "Example:", "  godwit remove plan.yaml --confirm notes-to-new"})
final class RemoveVerb implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--confirm",
            paramLabel = "MIGRATION",
            required = true,
            description = "The name of the plan's migration, for you to be sure.")
    private String confirmed = "";

    RemoveVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Plan read = plan.read();
        if (!confirmed.equals(read.migration().value())) {
            throw new UsageException("--confirm has '" + confirmed + "', and the plan's migration is '"
                    + read.migration() + "'; nothing was removed");
        }
        for (Removed removed : surroundings.migrations().remove(read, plan.settings(0))) {
            surroundings.console().out().println(output.json() ? Json.line(removed) : inWords(removed));
        }
        return ExitCode.OK.number();
    }

    private static String inWords(Removed removed) {
        String proof = removed.proof().stream()
                .map(kind -> kind.what() + " " + kind.before() + " before, " + kind.after() + " after")
                .collect(Collectors.joining("; "));
        return "Store " + removed.store() + ": " + removed.removed().size() + " objects of Godwit removed, 0 left."
                + (proof.isEmpty() ? "" : " Its catalogs say: " + proof + ".");
    }
}
