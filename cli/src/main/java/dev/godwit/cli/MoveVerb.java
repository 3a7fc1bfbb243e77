package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit move}: moves one unit on request. */
@Command(
        name = "move",
        description = {
            "Moves one unit now: one that no wave has taken joins the plan's wave with 'onRequest: true', one whose move"
                    + " was taken back goes again.",
            "Nobody has to approve it any more, and giving it twice is harmless."
        },
        footer = {"", "Example:", "  godwit move --unit a42"})
final class MoveVerb extends SteeringVerb {
    MoveVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.MOVE);
    }
}
