package dev.godwit.client;

import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import java.util.List;
import java.util.Optional;

/** The migrations of a server in another process. Thread-safe; the connection is its owner's to close. */
public final class HttpMigrationControls implements MigrationControls {
    private final ControlPlaneConnection connection;

    public HttpMigrationControls(ControlPlaneConnection connection) {
        this.connection = connection;
    }

    @Override
    public List<MigrationOverview> overview() {
        return connection.get(Paths.MIGRATIONS, Bodies.Migrations.class).migrations();
    }

    @Override
    public List<KeyspaceOverview> keyspaces() {
        return connection.get(Paths.KEYSPACES, Bodies.Keyspaces.class).keyspaces();
    }

    @Override
    public ApplicationLatency latency(MigrationName name) {
        return new HttpMigrationControl(connection, Optional.of(name)).latency();
    }

    @Override
    public MigrationControl control(Optional<MigrationName> name) {
        return new HttpMigrationControl(connection, name);
    }
}
