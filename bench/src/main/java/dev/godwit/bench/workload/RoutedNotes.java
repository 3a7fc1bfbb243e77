package dev.godwit.bench.workload;

import dev.godwit.core.UnitId;
import dev.godwit.router.Router;
import dev.godwit.router.ScatterWork;
import dev.godwit.router.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Notes that live wherever Godwit says, reached through the router like in any application. Thread-safe. */
public final class RoutedNotes implements Notes {
    private final Router<Connection> router;

    /** The router stays the caller's to close. */
    public RoutedNotes(Router<Connection> router) {
        this.router = router;
    }

    @Override
    public Optional<Note> find(String account, long id) {
        return read(account, connection -> NotesTable.find(connection, account, id));
    }

    @Override
    public List<Note> list(String account) {
        return read(account, connection -> NotesTable.list(connection, account));
    }

    @Override
    public long count(String account) {
        return read(account, connection -> NotesTable.count(connection, account));
    }

    @Override
    public int insert(Note note) {
        return write(note.account(), connection -> NotesTable.insert(connection, note));
    }

    @Override
    public int update(List<Change> changes) {
        return write(changes.get(0).note().account(), connection -> NotesTable.update(connection, changes));
    }

    @Override
    public int delete(String account, long id, int version) {
        return write(account, connection -> NotesTable.delete(connection, account, id, version));
    }

    @Override
    public int transfer(Transfer transfer) {
        return write(transfer.account(), connection -> NotesTable.transfer(connection, transfer));
    }

    @Override
    public long stars(String account) {
        return read(account, connection -> NotesTable.stars(connection, account));
    }

    @Override
    public long countAll() {
        ScatterWork<Connection, Long, SQLException> count =
                (connection, home) -> NotesTable.countAll(connection, home.table("note"));
        try {
            return router.scatter(count).sum();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T read(String account, Work<Connection, T, SQLException> work) {
        try {
            return router.read(UnitId.of(account), work);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T write(String account, Work<Connection, T, SQLException> work) {
        try {
            return router.write(UnitId.of(account), work);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {}
}
