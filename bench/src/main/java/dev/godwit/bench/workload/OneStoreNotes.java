package dev.godwit.bench.workload;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Notes in one database without Godwit: the baseline, and what the users' strictness is tested on. Thread-safe. */
public final class OneStoreNotes implements Notes {
    private final HikariDataSource connections;

    /** Takes over the pool, which has to be in auto-commit mode off. */
    public OneStoreNotes(HikariDataSource connections) {
        this.connections = connections;
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    @Override
    public Optional<Note> find(String account, long id) {
        return transaction(connection -> NotesTable.find(connection, account, id));
    }

    @Override
    public List<Note> list(String account) {
        return transaction(connection -> NotesTable.list(connection, account));
    }

    @Override
    public long count(String account) {
        return transaction(connection -> NotesTable.count(connection, account));
    }

    @Override
    public int insert(Note note) {
        return transaction(connection -> NotesTable.insert(connection, note));
    }

    @Override
    public int update(List<Change> changes) {
        return transaction(connection -> NotesTable.update(connection, changes));
    }

    @Override
    public int delete(String account, long id, int version) {
        return transaction(connection -> NotesTable.delete(connection, account, id, version));
    }

    @Override
    public int transfer(Transfer transfer) {
        return transaction(connection -> NotesTable.transfer(connection, transfer));
    }

    @Override
    public long stars(String account) {
        return transaction(connection -> NotesTable.stars(connection, account));
    }

    @Override
    public long countAll() {
        return transaction(connection -> NotesTable.countAll(connection, "notes"));
    }

    private <T> T transaction(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
