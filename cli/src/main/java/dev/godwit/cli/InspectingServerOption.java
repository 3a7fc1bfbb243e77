package dev.godwit.cli;

import dev.godwit.server.runbook.Runbook;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which control plane looks at a plan, where it is not this process. */
final class InspectingServerOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            split = ",",
            description = "A control plane that should look at the plan, from where it is and with its secrets; by"
                    + " default this process does.")
    private List<URI> servers = new ArrayList<>();

    /** What was found; without an address, here. */
    Runbook inspect(PlanOption plan, Surroundings surroundings) {
        return servers.isEmpty()
                ? surroundings.migrations().inspect(plan.read(), plan.settings(0))
                : surroundings.controlPlanes().plans(servers).inspect(plan.text());
    }
}
