package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit cutover}: changes the home of units. */
@Command(
        name = "cutover",
        description = "Changes the home of synced units to the target now, or again after a roll-back.",
        footer = {"", "Example:", "  godwit cutover --wave canary"})
final class CutoverVerb extends SteeringVerb {
    CutoverVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.CUTOVER);
    }
}
