package dev.godwit.client;

import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Bodies.CommandEntry;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.MigrationName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The log of commands of a server in another process. Thread-safe; the connection is its owner's to close. */
public final class HttpCommands {
    private final ControlPlaneConnection connection;

    public HttpCommands(ControlPlaneConnection connection) {
        this.connection = connection;
    }

    /** The newest, oldest first. */
    public List<CommandEntry> newest(int limit) {
        return connection
                .get(Paths.AUDIT + "?limit=" + limit, Bodies.Commands.class)
                .commands();
    }

    /**
     * Agrees to a command that another person has given.
     *
     * @param migration absent for the only one
     * @return what will happen, in one sentence
     */
    public String approve(Optional<MigrationName> migration, String request) {
        MigrationName name = migration.orElseGet(() -> OnlyMigration.of(
                connection.get(Paths.MIGRATIONS, Bodies.Migrations.class).migrations()));
        String path = Paths.migration(name.value()) + Paths.REQUESTS + "/" + ControlPlaneConnection.segment(request);
        return connection.command(path, Map.of(), Bodies.CommandAnswer.class).answer();
    }
}
