package dev.godwit.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Where what was decided is kept. */
final class StoreOptions {
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

    RunSettings settings(int port) {
        return new RunSettings(controlStore, controlStoreUser, controlStorePassword, port);
    }
}
