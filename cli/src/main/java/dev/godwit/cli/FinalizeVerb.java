package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit finalize}: accepts a move for good. */
@Command(
        name = "finalize",
        description = "Accepts the move for good. This is the point of no return: roll-back ends here.",
        footer = {"", "Example:", "  godwit finalize"})
final class FinalizeVerb extends SteeringVerb {
    FinalizeVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.FINALIZE);
    }
}
