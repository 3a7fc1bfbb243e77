package dev.godwit.cli;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpMigrationControls;
import dev.godwit.core.MigrationControls;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Finds control planes over HTTP: at an address, or where a server on this machine has left its own. */
final class HttpControlPlanes implements ControlPlanes {
    private final Path folder;

    HttpControlPlanes(Path folder) {
        this.folder = folder;
    }

    @Override
    public MigrationControls find(Optional<URI> server) {
        return new HttpMigrationControls(
                server.map(ControlPlaneConnection::to).orElseGet(() -> ControlPlaneConnection.near(folder)));
    }
}
