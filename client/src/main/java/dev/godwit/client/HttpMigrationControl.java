package dev.godwit.client;

import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator sees and does in another process. Thread-safe; the connection is its owner's to close. */
public final class HttpMigrationControl implements MigrationControl {
    private final ControlPlaneConnection connection;
    private final Optional<MigrationName> name;

    /** The only migration that runs there. */
    public HttpMigrationControl(ControlPlaneConnection connection) {
        this(connection, Optional.empty());
    }

    /** The migration of that name; absent for the only one. */
    public HttpMigrationControl(ControlPlaneConnection connection, Optional<MigrationName> name) {
        this.connection = connection;
        this.name = name;
    }

    @Override
    public MigrationStatus status() {
        return connection.get(Paths.STATUS + query(List.of()), MigrationStatus.class);
    }

    @Override
    public List<UnitView> units(UnitFilter filter, int limit) {
        List<String> parameters = new ArrayList<>(List.of("limit=" + limit));
        filter.phase().ifPresent(phase -> parameters.add("phase=" + phase));
        filter.wave().ifPresent(wave -> parameters.add("wave=" + ControlPlaneConnection.segment(wave.value())));
        filter.unit().ifPresent(unit -> parameters.add("unit=" + ControlPlaneConnection.segment(unit.value())));
        return connection
                .get(Paths.UNITS + query(parameters), Bodies.Units.class)
                .units();
    }

    @Override
    public String command(Command command) {
        return connection
                .post(Paths.COMMANDS + query(List.of()), command, Bodies.CommandAnswer.class)
                .answer();
    }

    @Override
    public List<JournalEntry> journal(int limit) {
        return connection
                .get(Paths.JOURNAL + query(List.of("limit=" + limit)), Bodies.Journal.class)
                .entries();
    }

    private String query(List<String> own) {
        List<String> parameters = new ArrayList<>(own);
        name.ifPresent(named -> parameters.add("migration=" + ControlPlaneConnection.segment(named.value())));
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }
}
