package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit pause}: stops a migration where it is. */
@Command(
        name = "pause",
        description = "Stops the migration, a wave or a unit where it is. Nobody's reads and writes are touched.",
        footer = {"", "Examples:", "  godwit pause --reason \"month-end\"", "  godwit pause --wave canary"})
final class PauseVerb extends SteeringVerb {
    PauseVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.PAUSE);
    }
}
