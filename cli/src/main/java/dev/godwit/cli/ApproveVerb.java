package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit approve}: says yes to a wave, or to what another person has asked for. */
@Command(
        name = "approve",
        description = {
            "Gives the approval that the plan asks for: to begin a wave, or to cut it over.",
            "With --request: agrees to a command of another person, where the plan wants two."
        },
        footer = {"", "Examples:", "  godwit approve --wave canary", "  godwit approve --request 5d1f0a3c9b7e2468"})
final class ApproveVerb extends SteeringVerb {
    @Option(
            names = "--request",
            paramLabel = "NUMBER",
            description = "A command that waits for a second person; 'godwit status' lists them.")
    private Optional<String> request = Optional.empty();

    ApproveVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.APPROVE);
    }

    @Override
    Optional<String> request() {
        return request;
    }
}
