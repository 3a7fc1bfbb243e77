package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** The router over real databases, while a unit's home changes to and fro by hand under readers, writers and counters. */
class RouterOnPostgresTest {
    private static final UnitId ANN = UnitId.of("ann");
    private static final UnitId BOB = UnitId.of("bob");
    private static final int NOTES_EACH = 8;
    private static final int CHANGES = 12;

    private final TimeSource time = new SystemTime();
    private final FakeControlPlane controlPlane = new FakeControlPlane(time, new StoreName("legacy"));
    private final AtomicBoolean over = new AtomicBoolean();
    /** The version of each note of Ann whose commit was answered. */
    private final AtomicLongArray committed = new AtomicLongArray(NOTES_EACH);

    @Test
    void no_write_is_lost_and_no_read_is_stale_with_a_control_plane_and_without() throws Exception {
        try (TwoDatabases databases = new TwoDatabases();
                Router<Connection> router =
                        Router.connect(controlPlane, TwoDatabases.KEYSPACE.name(), databases.applications())) {
            fill(router);
            MoveByHand move = new MoveByHand(ANN, controlPlane, time, databases.legacy, databases.target);
            move.start();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Long>> users = new ArrayList<>();
                for (int note = 0; note < NOTES_EACH; note += 2) {
                    int mine = note;
                    users.add(threads.submit(untilOver(() -> write(router, mine))));
                    users.add(threads.submit(untilOver(() -> read(router, mine))));
                }
                users.add(threads.submit(untilOver(() -> count(router))));
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> router.statistics().leasedReads() > 0);
                int changed = changes(move);
                over.set(true);
                long operations = 0;
                for (Future<Long> user : users) {
                    operations += user.get(30, TimeUnit.SECONDS);
                }
                System.out.println(changed + " changes of home, " + operations + " operations, " + router.statistics());
                assertThat(changed).as("changes of home").isPositive();
                assertThat(operations).isGreaterThan(users.size());
            }
            for (int note = 0; note < NOTES_EACH; note++) {
                assertThat(version(router, note)).isEqualTo(committed.get(note));
            }
            assertThat(router.statistics().strictReads()).isPositive();
        }
    }

    private int changes(MoveByHand move) throws InterruptedException {
        int changed = 0;
        for (int i = 0; i < CHANGES; i++) {
            controlPlane.up = i % 4 != 3;
            changed += move.changeHome() ? 1 : 0;
        }
        controlPlane.up = true;
        return changed;
    }

    private void fill(Router<Connection> router) throws SQLException {
        for (UnitId unit : List.of(ANN, BOB)) {
            router.write(unit, connection -> {
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

    private void write(Router<Connection> router, int note) throws SQLException {
        long next = committed.get(note) + 1;
        router.write(ANN, connection -> {
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

    private void read(Router<Connection> router, int note) throws SQLException {
        long before = committed.get(note);
        // The writer counts after its commit was answered, so the store may be one ahead.
        assertThat(version(router, note)).isBetween(before, committed.get(note) + 1);
    }

    private static long version(Router<Connection> router, int note) throws SQLException {
        return router.read(ANN, connection -> single(connection, "select version from notes where id = " + note));
    }

    private static void count(Router<Connection> router) throws SQLException {
        assertThat(router.scatter(
                                (connection, home) -> single(connection, "select count(*) from " + home.table("note")))
                        .sum())
                .isEqualTo(2 * NOTES_EACH);
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
}
