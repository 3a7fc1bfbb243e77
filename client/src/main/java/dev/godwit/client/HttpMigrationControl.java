package dev.godwit.client;

import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationStatus;
import java.util.List;

/** What an operator sees and does in another process. Thread-safe; the connection is its owner's to close. */
public final class HttpMigrationControl implements MigrationControl {
    private final ControlPlaneConnection connection;

    public HttpMigrationControl(ControlPlaneConnection connection) {
        this.connection = connection;
    }

    @Override
    public MigrationStatus status() {
        return connection.get(Paths.STATUS, MigrationStatus.class);
    }

    @Override
    public List<UnitView> units(UnitFilter filter, int limit) {
        StringBuilder query = new StringBuilder("?limit=").append(limit);
        filter.phase().ifPresent(phase -> query.append("&phase=").append(phase));
        filter.wave().ifPresent(wave -> query.append("&wave=").append(ControlPlaneConnection.segment(wave.value())));
        filter.unit().ifPresent(unit -> query.append("&unit=").append(ControlPlaneConnection.segment(unit.value())));
        return connection.get(Paths.UNITS + query, Bodies.Units.class).units();
    }

    @Override
    public String command(Command command) {
        return connection
                .post(Paths.COMMANDS, command, Bodies.CommandAnswer.class)
                .answer();
    }

    @Override
    public List<JournalEntry> journal(int limit) {
        return connection
                .get(Paths.JOURNAL + "?limit=" + limit, Bodies.Journal.class)
                .entries();
    }
}
