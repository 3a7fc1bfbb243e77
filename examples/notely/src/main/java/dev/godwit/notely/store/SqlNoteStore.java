package dev.godwit.notely.store;

import dev.godwit.notely.note.Note;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.telemetry.Telemetry.StoreStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Notes in a database, whose connections are the caller's to close. Thread-safe. */
public final class SqlNoteStore implements NoteStore {
    private final String name;
    private final DataSource connections;
    private final Telemetry telemetry;

    public SqlNoteStore(String name, DataSource connections, Telemetry telemetry) {
        this.name = name;
        this.connections = connections;
        this.telemetry = telemetry;
    }

    /** A piece of work in one transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T run(NoteTable table) throws SQLException;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<UUID> list(UUID accountId) {
        return run("list", table -> table.list(accountId));
    }

    @Override
    public Optional<Note> find(UUID accountId, UUID noteId) {
        return run("get", table -> table.find(accountId, noteId));
    }

    @Override
    public Note create(Note note) {
        return run("create", table -> table.create(note));
    }

    @Override
    public Note update(Note note) {
        return run("update", table -> table.update(note));
    }

    @Override
    public void delete(UUID accountId, UUID noteId) {
        run("delete", table -> {
            table.delete(accountId, noteId);
            return noteId;
        });
    }

    @Override
    public long count(UUID accountId) {
        return run("count", table -> table.count(accountId));
    }

    @Override
    public long total() {
        return run("total", table -> table.total(NoteTable.NAME));
    }

    /** The notes that it refuses are no errors of the store. */
    private <T> T run(String operation, Work<T> work) {
        long begun = telemetry.now();
        StoreStatus status = StoreStatus.SUCCESS;
        try (Connection connection = connections.getConnection()) {
            return work.run(new NoteTable(connection));
        } catch (SQLException e) {
            status = StoreStatus.ERROR;
            throw StoreFailures.translate("store " + name, e);
        } finally {
            telemetry.storeAccess(name, operation, status, telemetry.since(begun));
        }
    }
}
