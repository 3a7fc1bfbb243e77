package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit abort}: gives a move up. */
@Command(
        name = "abort",
        description = "Gives the move up: removes what it wrote into the target; the source stays as it is.",
        footer = {"", "Examples:", "  godwit abort --reason \"postponed\"", "  godwit abort --unit a17"})
final class AbortVerb extends SteeringVerb {
    AbortVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.ABORT);
    }
}
