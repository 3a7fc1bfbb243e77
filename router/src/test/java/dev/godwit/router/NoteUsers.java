package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Users of real databases who write, read and count notes through a router without a rest. Each note of Ann has one
 * writer, who knows which version every answer has to show.
 */
final class NoteUsers implements AutoCloseable {
    static final UnitId ANN = UnitId.of("ann");
    private static final UnitId BOB = UnitId.of("bob");
    private static final int NOTES_EACH = 8;

    private final Router<Connection> router;
    private final Access access;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Future<Long>> users = new ArrayList<>();
    /** The version of each note of Ann whose commit was answered. */
    private final AtomicLongArray committed = new AtomicLongArray(NOTES_EACH);

    /** How they reach their notes; what they do may run more than once. */
    interface Access {
        <T> T write(UnitId unit, Work<Connection, T, SQLException> work) throws SQLException;

        <T> T read(UnitId unit, Work<Connection, T, SQLException> work) throws SQLException;
    }

    NoteUsers(Router<Connection> router) {
        this(router, new Access() {
            @Override
            public <T> T write(UnitId unit, Work<Connection, T, SQLException> work) throws SQLException {
                return router.write(unit, work);
            }

            @Override
            public <T> T read(UnitId unit, Work<Connection, T, SQLException> work) throws SQLException {
                return router.read(unit, work);
            }
        });
    }

    NoteUsers(Router<Connection> router, Access access) {
        this.router = router;
        this.access = access;
    }

    void fill() throws SQLException {
        for (UnitId unit : List.of(ANN, BOB)) {
            access.write(unit, connection -> {
                for (int note = 0; note < NOTES_EACH; note++) {
                    execute(
                            connection,
                            "insert into notes (id, creator, version) values (?, ?, 0)",
                            note + (unit.equals(BOB) ? NOTES_EACH : 0),
                            unit.value());
                }
                return unit;
            });
        }
    }

    void start() {
        for (int note = 0; note < NOTES_EACH; note += 2) {
            int mine = note;
            users.add(threads.submit(untilOver(() -> write(mine))));
            users.add(threads.submit(untilOver(() -> read(mine))));
        }
        users.add(threads.submit(untilOver(this::count)));
    }

    /** Ends them; how many operations they did. The first failure of one of them is thrown. */
    long end() throws Exception {
        over.set(true);
        long operations = 0;
        for (Future<Long> user : users) {
            operations += user.get(30, TimeUnit.SECONDS);
        }
        assertThat(operations).isGreaterThan(users.size());
        for (int note = 0; note < NOTES_EACH; note++) {
            assertThat(version(note)).isEqualTo(committed.get(note));
        }
        return operations;
    }

    boolean anyHasFailed() {
        return users.stream().anyMatch(Future::isDone);
    }

    void write(int note) throws SQLException {
        long next = committed.get(note) + 1;
        access.write(ANN, connection -> {
            if (next % 5 == 0) {
                execute(connection, "delete from notes where id = ? and creator = ?", note, ANN.value());
                execute(connection, "insert into notes (id, creator, version) values (?, ?, ?)", note, "ann", next);
            } else {
                int updated = execute(
                        connection,
                        "update notes set version = ? where id = ? and creator = 'ann' and version = ?",
                        next,
                        note,
                        next - 1);
                assertThat(updated).as("the note as it was written last").isEqualTo(1);
            }
            return next;
        });
        committed.set(note, next);
    }

    void read(int note) throws SQLException {
        long before = committed.get(note);
        // The writer counts after its commit was answered, so the store may be one ahead.
        assertThat(version(note)).isBetween(before, committed.get(note) + 1);
    }

    void count() throws SQLException {
        assertThat(router.scatter(
                                (connection, home) -> single(connection, "select count(*) from " + home.table("note")))
                        .sum())
                .isEqualTo(2 * NOTES_EACH);
    }

    private long version(int note) throws SQLException {
        return access.read(ANN, connection -> single(connection, "select version from notes where id = " + note));
    }

    private static long single(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("no row for " + sql);
            }
            return rows.getLong(1);
        }
    }

    private static int execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    /** An operation that may fail as SQL does. */
    private interface Operation {
        void run() throws SQLException;
    }

    private Callable<Long> untilOver(Operation operation) {
        return () -> {
            long count = 0;
            while (!over.get()) {
                operation.run();
                count++;
            }
            return count;
        };
    }

    @Override
    public void close() {
        over.set(true);
        threads.close();
    }
}
