package dev.godwit.cli;

import dev.godwit.server.plan.PlanFile;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The plan that a command is about. */
final class PlanFileOption {
    @Parameters(paramLabel = "PLAN", description = "The plan file, such as plan.yaml.")
    private Path file = Path.of("plan.yaml");

    Path file() {
        return file;
    }

    /** @throws dev.godwit.core.ProblemsException when the file can't be read as text */
    String text() {
        return PlanFile.text(file);
    }
}
