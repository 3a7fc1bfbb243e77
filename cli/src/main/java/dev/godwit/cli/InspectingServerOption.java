package dev.godwit.cli;

import dev.godwit.server.runbook.Runbook;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which control plane looks at a plan, where it is not this process. */
final class InspectingServerOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "A control plane that should look at the plan, from where it is and with its secrets; by"
                    + " default this process does.")
    private Optional<URI> server = Optional.empty();

    /** What was found; without an address, here. */
    Runbook inspect(PlanOption plan, Surroundings surroundings) {
        return server.map(url ->
                        surroundings.controlPlanes().plans(Optional.of(url)).inspect(plan.text()))
                .orElseGet(() -> surroundings.migrations().inspect(plan.read(), plan.settings(0)));
    }
}
