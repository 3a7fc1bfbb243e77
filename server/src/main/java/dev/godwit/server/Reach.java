package dev.godwit.server;

import java.nio.file.Path;

/**
 * How others than the programs of this machine reach a server: over TLS, and with tokens.
 *
 * @param host the address that it listens on, such as {@code 0.0.0.0} for all of the machine
 * @param certificate a file in PEM with the certificate, and those between it and the root; it is addressed by its names
 * @param key a file in PEM with the private key, PKCS #8
 */
public record Reach(String host, Path certificate, Path key) {}
