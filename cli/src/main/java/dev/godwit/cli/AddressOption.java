package dev.godwit.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which control plane a command is meant for. */
final class AddressOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            split = ",",
            description = "Address of the control plane, or of all its servers; by default the one that runs in this"
                    + " folder.")
    private List<URI> servers = new ArrayList<>();

    List<URI> urls() {
        return servers;
    }
}
