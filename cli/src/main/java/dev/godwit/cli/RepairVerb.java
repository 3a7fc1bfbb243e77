package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import picocli.CommandLine.Command;

/** {@code godwit repair}: makes mirrors equal again. */
@Command(
        name = "repair",
        description = {
            "Compares units row by row and makes the mirror equal where it differs: what home has is right.",
            "Also takes up units that need attention because rows differ. Find out first why they do."
        },
        footer = {
            "",
            "Examples:",
            "  godwit repair --unit a17 --reason \"the report wrote into new\"",
            "  godwit repair --wave first"
        })
final class RepairVerb extends SteeringVerb {
    RepairVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.REPAIR);
    }
}
