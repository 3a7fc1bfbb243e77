package dev.godwit.client;

import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.MigrationName;
import java.util.Optional;

/** Documents about the migrations of a server in another process. Thread-safe; the connection is its owner's to close. */
public final class HttpDocuments {
    private final ControlPlaneConnection connection;

    public HttpDocuments(ControlPlaneConnection connection) {
        this.connection = connection;
    }

    /**
     * The text of a document.
     *
     * @param migration absent for the only one
     * @param document {@code runbook}, {@code hand-over} or {@code news}
     * @param format {@code markdown} or {@code html}
     */
    public String read(Optional<MigrationName> migration, String document, String format) {
        MigrationName name = migration.orElseGet(() -> OnlyMigration.of(
                connection.get(Paths.MIGRATIONS, Bodies.Migrations.class).migrations()));
        return connection.getText(
                Paths.migration(name.value()) + Paths.DOCUMENTS + "/" + document + "?format=" + format);
    }
}
