package dev.godwit.cli;

import java.util.Optional;

/**
 * What the command line says about a run.
 *
 * @param controlStore JDBC URL; by default a file in the folder {@code .godwit}
 * @param controlStorePassword where it is, as {@code env:NAME} or {@code file:PATH}
 * @param port of the control plane on loopback; 0 takes a free one
 */
record RunSettings(
        Optional<String> controlStore,
        Optional<String> controlStoreUser,
        Optional<String> controlStorePassword,
        int port) {}
