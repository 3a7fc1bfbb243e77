package dev.godwit.cli;

import dev.godwit.core.MigrationControl.CommandKind;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit throttle}: bounds the copy by hand while it runs. */
@Command(
        name = "throttle",
        description = "Bounds how many rows are copied in a second, whatever the signals of the plan say.",
        footer = {
            "",
            "The bound holds until --off, also after a crash. What is written to units in flight is mirrored",
            "without a bound, for the mirror would fall behind.",
            "",
            "Examples:",
            "  godwit throttle --rows-per-second 2000 --reason \"the report runs\"",
            "  godwit throttle --off"
        })
final class ThrottleVerb extends SteeringVerb {
    @ArgGroup(multiplicity = "1")
    private Bound bound = new Bound();

    ThrottleVerb(Surroundings surroundings) {
        super(surroundings, CommandKind.THROTTLE);
    }

    /** A number, or none. */
    static final class Bound {
        @Option(names = "--rows-per-second", paramLabel = "ROWS", description = "The most rows, at least 1.")
        private Optional<Long> rowsPerSecond = Optional.empty();

        @Option(names = "--off", description = "Takes the bound away; that of the plan holds.")
        private boolean off;
    }

    @Override
    Optional<Long> rowsPerSecond() {
        return bound.off ? Optional.empty() : bound.rowsPerSecond;
    }
}
