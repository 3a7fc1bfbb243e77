package dev.godwit.cli;

import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which control plane a command is meant for, and which of its migrations. */
final class ServerOption {
    @Mixin
    private AddressOption server = new AddressOption();

    @Option(
            names = "--migration",
            paramLabel = "NAME",
            description = "Which migration; needed where the server runs several.")
    private Optional<String> migration = Optional.empty();

    List<URI> urls() {
        return server.urls();
    }

    /** Its name; absent for the only one. */
    Optional<MigrationName> migration() {
        return migration.map(MigrationName::new);
    }

    /** The migration that is named, or the only one. */
    MigrationControl find(ControlPlanes controlPlanes) {
        return controlPlanes.find(server.urls()).control(migration());
    }

    /** The migration that is named, or all. */
    List<MigrationControl> findAll(ControlPlanes controlPlanes) {
        if (migration.isPresent()) {
            return List.of(find(controlPlanes));
        }
        MigrationControls all = controlPlanes.find(server.urls());
        return all.names().stream().map(name -> all.control(Optional.of(name))).toList();
    }
}
