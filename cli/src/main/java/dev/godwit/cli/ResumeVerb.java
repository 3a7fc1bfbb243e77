package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit resume}: goes on. */
@Command(
        name = "resume",
        description = "Lets what was paused, or needed a person, go on.",
        footer = {"", "Examples:", "  godwit resume", "  godwit resume --unit a17"})
final class ResumeVerb extends SteeringVerb {
    ResumeVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.RESUME);
    }
}
