package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit verify}: compares again. */
@Command(
        name = "verify",
        description = "Compares rows in both stores again.",
        footer = {"", "Examples:", "  godwit verify", "  godwit verify --unit a17"})
final class VerifyVerb extends SteeringVerb {
    VerifyVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.VERIFY);
    }
}
