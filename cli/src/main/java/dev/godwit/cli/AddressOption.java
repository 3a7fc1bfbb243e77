package dev.godwit.cli;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which control plane a command is meant for. */
final class AddressOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Address of the control plane; by default the one that runs in this folder.")
    private Optional<URI> server = Optional.empty();

    Optional<URI> url() {
        return server;
    }
}
