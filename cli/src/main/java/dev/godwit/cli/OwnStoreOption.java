package dev.godwit.cli;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.Workflows;
import dev.godwit.server.plan.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;

/** Where the records of a user's workflow are. */
final class OwnStoreOption {
    private static final Path FOLDER = Path.of(".godwit");

    @Option(
            names = "--control-store",
            paramLabel = "URL",
            description = "jdbc:sqlite:FILE or jdbc:postgresql:...; by default .godwit/workflows.db.")
    private Optional<String> url = Optional.empty();

    @Option(names = "--control-store-user", paramLabel = "NAME", description = "Its user.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--control-store-password",
            paramLabel = "REFERENCE",
            description = "Where its password is: env:NAME or file:PATH.")
    private Optional<String> password = Optional.empty();

    Workflows open() {
        EngineSettings defaults = EngineSettings.of(
                "process-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID(),
                url.orElseGet(OwnStoreOption::ownFile));
        return Workflows.open(new EngineSettings(
                defaults.server(),
                defaults.controlStoreUrl(),
                user,
                password.map(reference ->
                        Secrets.in(Path.of("").toAbsolutePath()).find(reference, "--control-store-password")),
                defaults.movers(),
                defaults.chunkLatencyLimit()));
    }

    private static String ownFile() {
        try {
            Files.createDirectories(FOLDER);
        } catch (IOException e) {
            throw new GodwitException(
                    ErrorCode.CONTROL_STORE_FAILED, "can't create the folder " + FOLDER + ": " + e.getMessage(), e);
        }
        return "jdbc:sqlite:" + FOLDER.resolve("workflows.db");
    }
}
