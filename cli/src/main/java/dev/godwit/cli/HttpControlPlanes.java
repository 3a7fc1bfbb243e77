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
import java.util.List;
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
    public MigrationControls find(List<URI> servers) {
        return new HttpMigrationControls(connection(servers));
    }

    @Override
    public HttpDocuments documents(List<URI> servers) {
        return new HttpDocuments(connection(servers));
    }

    @Override
    public HttpCommands commands(List<URI> servers) {
        return new HttpCommands(connection(servers));
    }

    @Override
    public PlanDesk plans(List<URI> servers) {
        return new HttpPlanDesk(connection(servers));
    }

    private ControlPlaneConnection connection(List<URI> servers) {
        return servers.isEmpty()
                ? ControlPlaneConnection.near(folder, token.get())
                : ControlPlaneConnection.to(servers, token.get());
    }
}
