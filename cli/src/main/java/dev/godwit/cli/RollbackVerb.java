package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit rollback}: changes the home back. */
@Command(
        name = "rollback",
        description = "Changes the home of moved units back to the source, with all that was written since.",
        footer = {
            "",
            "Examples:",
            "  godwit rollback --unit a17 --reason \"slow reads\"",
            "  godwit rollback --wave canary"
        })
final class RollbackVerb extends SteeringVerb {
    RollbackVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.ROLLBACK);
    }
}
