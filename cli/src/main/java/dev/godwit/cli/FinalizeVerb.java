package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit finalize}: accepts a move for good. */
@Command(
        name = "finalize",
        description = "Accepts the move for good. This is the point of no return: roll-back ends here.",
        footer = {
            "",
            "Before the probation of the plan is over it wants a reason.",
            "",
            "Examples:",
            "  godwit finalize",
            "  godwit finalize --wave canary --reason \"compared by hand\""
        })
final class FinalizeVerb extends SteeringVerb {
    FinalizeVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.FINALIZE);
    }
}
