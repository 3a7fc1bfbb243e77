package dev.godwit.cli;

import dev.godwit.core.Plan;
import dev.godwit.server.plan.PlanFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The plan that a command is about, and where what was decided about it is kept. */
final class PlanOption {
    @Parameters(paramLabel = "PLAN", description = "The plan file, such as plan.yaml.")
    private Path file = Path.of("plan.yaml");

    @Option(
            names = "--control-store",
            paramLabel = "URL",
            description = "JDBC URL of the control store; by default the file .godwit/control-store.db.")
    private Optional<String> controlStore = Optional.empty();

    @Option(names = "--control-store-user", paramLabel = "USER", description = "Its user, where it is PostgreSQL.")
    private Optional<String> controlStoreUser = Optional.empty();

    @Option(
            names = "--control-store-password",
            paramLabel = "REFERENCE",
            description = "Where its password is: env:NAME or file:PATH.")
    private Optional<String> controlStorePassword = Optional.empty();

    /** @throws dev.godwit.core.ProblemsException with everything that is wrong with the file */
    Plan read() {
        return PlanFile.read(file);
    }

    Path file() {
        return file;
    }

    RunSettings settings(int port) {
        return new RunSettings(controlStore, controlStoreUser, controlStorePassword, port);
    }
}
