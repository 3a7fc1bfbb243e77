package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit approve}: says yes to a wave. */
@Command(
        name = "approve",
        description = "Gives the approval that the plan asks for: to begin a wave, or to cut it over.",
        footer = {"", "Example:", "  godwit approve --wave canary"})
final class ApproveVerb extends SteeringVerb {
    ApproveVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.APPROVE);
    }
}
