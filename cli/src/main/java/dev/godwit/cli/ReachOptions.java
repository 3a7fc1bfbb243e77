package dev.godwit.cli;

import dev.godwit.server.Reach;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How others than the programs of this machine reach a server. */
final class ReachOptions {
    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Listen on this address of the machine, or 0.0.0.0 for all of them, over TLS; by default on"
                    + " loopback, without. Nobody gets in without a token then.")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "With --listen: the certificate in PEM, with those between it and the root. The server is"
                    + " addressed by its names.")
    private Optional<Path> certificate = Optional.empty();

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "With --listen: the private key in PEM (PKCS #8), readable by this user only.")
    private Optional<Path> key = Optional.empty();

    /** @throws UsageException when only a part of it is given */
    Optional<Reach> reach() {
        if (address.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (address.isEmpty() || certificate.isEmpty() || key.isEmpty()) {
            throw new UsageException("--listen, --tls-certificate and --tls-key go together");
        }
        return Optional.of(new Reach(address.get(), certificate.get(), key.get()));
    }
}
