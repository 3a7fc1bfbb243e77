package dev.godwit.notely.store;

import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.telemetry.Telemetry.StoreStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Notes in a database, which is the caller's to close. Thread-safe. */
public final class SqlNoteStore implements NoteStore {
    private final OpenStore store;
    private final Telemetry telemetry;

    public SqlNoteStore(OpenStore store, Telemetry telemetry) {
        this.store = store;
        this.telemetry = telemetry;
    }

    /** A piece of work in one transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T run(NoteTable table) throws SQLException;
    }

    @Override
    public String name() {
        return store.name();
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
        return write("create", table -> table.create(note));
    }

    @Override
    public Note update(Note note) {
        return write("update", table -> table.update(note));
    }

    @Override
    public void delete(UUID accountId, UUID noteId) {
        write("delete", table -> {
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

    private <T> T write(String operation, Work<T> work) {
        if (!store.writers().begin()) {
            throw new NoteException(Problem.STORE_DOWN, "store " + name() + " has too many writers");
        }
        try {
            return run(operation, work);
        } finally {
            store.writers().end();
        }
    }

    /** The notes that it refuses are no errors of the store. */
    private <T> T run(String operation, Work<T> work) {
        long begun = telemetry.now();
        StoreStatus status = StoreStatus.SUCCESS;
        try (Connection connection = store.connections().getConnection()) {
            return work.run(new NoteTable(connection));
        } catch (SQLException e) {
            status = StoreStatus.ERROR;
            throw StoreFailures.translate("store " + name(), e);
        } finally {
            telemetry.storeAccess(name(), operation, status, telemetry.since(begun));
        }
    }
}
