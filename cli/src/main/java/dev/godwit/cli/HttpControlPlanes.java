package dev.godwit.cli;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpCommands;
import dev.godwit.client.HttpDocuments;
import dev.godwit.client.HttpMigrationControls;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.Secret;
import dev.godwit.server.PlanDesk;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds control planes over HTTP: at an address, or where a server on this machine has left its own. */
final class HttpControlPlanes implements ControlPlanes {
    private final Path folder;
    private final Supplier<Optional<Secret>> token;

    HttpControlPlanes(Path folder, Supplier<Optional<Secret>> token) {
        this.folder = folder;
        this.token = token;
    }

    @Override
    public MigrationControls find(Optional<URI> server) {
        return new HttpMigrationControls(connection(server));
    }

    @Override
    public HttpDocuments documents(Optional<URI> server) {
        return new HttpDocuments(connection(server));
    }

    @Override
    public HttpCommands commands(Optional<URI> server) {
        return new HttpCommands(connection(server));
    }

    @Override
    public PlanDesk plans(Optional<URI> server) {
        return new HttpPlanDesk(connection(server));
    }

    private ControlPlaneConnection connection(Optional<URI> server) {
        return server.map(url -> ControlPlaneConnection.to(url, token.get()))
                .orElseGet(() -> ControlPlaneConnection.near(folder, token.get()));
    }
}
