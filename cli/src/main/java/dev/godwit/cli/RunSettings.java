package dev.godwit.cli;

import dev.godwit.server.Reach;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says about a run.
 *
 * @param controlStore JDBC URL; by default a file in the folder {@code .godwit}
 * @param controlStorePassword where it is, as {@code env:NAME} or {@code file:PATH}
 * @param port of the control plane; 0 takes a free one
 * @param reach how others than the programs of this machine reach it
 * @param webhooks where their addresses are, as {@code env:NAME} or {@code file:PATH}
 * @param namesHidden whether nobody sees names of units over HTTP
 */
record RunSettings(
        Optional<String> controlStore,
        Optional<String> controlStoreUser,
        Optional<String> controlStorePassword,
        int port,
        Optional<Reach> reach,
        List<String> webhooks,
        boolean namesHidden) {

    /** On loopback, without webhooks. */
    RunSettings(
            Optional<String> controlStore,
            Optional<String> controlStoreUser,
            Optional<String> controlStorePassword,
            int port) {
        this(controlStore, controlStoreUser, controlStorePassword, port, Optional.empty(), List.of(), false);
    }

    RunSettings withWebhooks(List<String> references) {
        return new RunSettings(
                controlStore, controlStoreUser, controlStorePassword, port, reach, references, namesHidden);
    }

    RunSettings withReach(Optional<Reach> wanted) {
        return new RunSettings(
                controlStore, controlStoreUser, controlStorePassword, port, wanted, webhooks, namesHidden);
    }

    RunSettings withNamesHidden(boolean hidden) {
        return new RunSettings(controlStore, controlStoreUser, controlStorePassword, port, reach, webhooks, hidden);
    }
}
