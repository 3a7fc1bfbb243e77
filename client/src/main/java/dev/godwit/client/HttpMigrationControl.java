package dev.godwit.client;

import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.ApplicationLatency;
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
        return connection.get(path(""), MigrationStatus.class);
    }

    @Override
    public ApplicationLatency latency() {
        return connection.get(path(Paths.LATENCY), ApplicationLatency.class);
    }

    @Override
    public List<UnitView> units(UnitFilter filter, int limit) {
        List<String> parameters = new ArrayList<>(List.of("limit=" + limit));
        filter.phase().ifPresent(phase -> parameters.add("phase=" + phase));
        filter.wave().ifPresent(wave -> parameters.add("wave=" + ControlPlaneConnection.segment(wave.value())));
        filter.unit().ifPresent(unit -> parameters.add("unit=" + ControlPlaneConnection.segment(unit.value())));
        filter.after().ifPresent(unit -> parameters.add("after=" + ControlPlaneConnection.segment(unit.value())));
        if (!filter.text().isEmpty()) {
            parameters.add("text=" + ControlPlaneConnection.segment(filter.text()));
        }
        return connection
                .get(path(Paths.UNITS + "?" + String.join("&", parameters)), Bodies.Units.class)
                .units();
    }

    @Override
    public String command(Command command) {
        return connection
                .command(path(Paths.COMMANDS), command, Bodies.CommandAnswer.class)
                .answer();
    }

    @Override
    public List<JournalEntry> journal(int limit) {
        return entries("?limit=" + limit);
    }

    @Override
    public List<JournalEntry> journalAfter(long number, int limit) {
        return entries("?after=" + number + "&limit=" + limit);
    }

    private List<JournalEntry> entries(String query) {
        return connection.get(path(Paths.JOURNAL + query), Bodies.Journal.class).entries();
    }

    /** Whoever names no migration means the only one, which is looked up each time: it may have come just now. */
    private String path(String below) {
        MigrationName named = name.orElseGet(this::only);
        return Paths.migration(named.value()) + below;
    }

    private MigrationName only() {
        return OnlyMigration.of(
                connection.get(Paths.MIGRATIONS, Bodies.Migrations.class).migrations());
    }
}
