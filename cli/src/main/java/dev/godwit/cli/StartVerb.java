package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.core.MigrationName;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code godwit start}: sends a plan to a server. */
@Command(
        name = "start",
        description = {
            "Sends a plan to a control plane that serves, which checks it and lets its migration run.",
            "Secrets are sent as the references that they are in the plan; the server looks them up in its own"
                    + " environment, or below 'secrets' in its folder. Sending the same plan again is harmless."
        },
        footer = {
            "",
            "Examples:",
            "  godwit start plan.yaml",
            "  godwit start plan.yaml --server http://127.0.0.1:8800",
            "  godwit watch"
        })
final class StartVerb implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private PlanFileOption plan = new PlanFileOption();

    @Mixin
    private AddressOption server = new AddressOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    StartVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        MigrationName started =
                surroundings.controlPlanes().plans(server.urls()).start(plan.text());
        surroundings
                .console()
                .out()
                .println(
                        output.json()
                                ? Json.line(Map.of("migration", started))
                                : "Migration " + started + " runs; 'godwit watch' shows how far it is.");
        return ExitCode.OK.number();
    }
}
