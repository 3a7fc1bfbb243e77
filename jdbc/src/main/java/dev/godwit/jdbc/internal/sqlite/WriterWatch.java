package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.LockHolder;
import dev.godwit.core.StoreName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * Who writes the file at this moment. SQLite does not tell who it is, only that there is somebody, and on each connection
 * whether others have committed anything; so a writer is named by how many commits this one connection has seen before
 * it. Thread-safe.
 */
final class WriterWatch {
    private static final String NOBODY = "nobody";

    private final StoreName store;
    private final DataSource connections;
    private final String watch = UUID.randomUUID().toString();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connection watching;

    /** @param connections of which one is kept until their pool ends */
    WriterWatch(StoreName store, DataSource connections) {
        this.store = store;
        this.connections = connections;
    }

    /** The writer of this moment. */
    Optional<LockHolder> now() {
        lock.lock();
        try {
            return look(new Sql(watching()));
        } catch (SQLException e) {
            throw SqliteFailures.translate(store, e);
        } finally {
            lock.unlock();
        }
    }

    /** Those of these that still write. */
    Set<LockHolder> still(Set<LockHolder> holders) {
        if (holders.isEmpty()) {
            return Set.of();
        }
        Optional<LockHolder> now = now();
        return holders.stream()
                .filter(holder -> now.filter(holder::equals).isPresent())
                .collect(Collectors.toSet());
    }

    /** The writer of this moment as a position, for {@link #olderThan}. */
    String position() {
        return now().map(LockHolder::transaction).orElse(NOBODY);
    }

    /** The writer that was there at a position and still writes; for a position of another process, any writer. */
    Optional<LockHolder> olderThan(String position) {
        if (position.equals(NOBODY)) {
            return Optional.empty();
        }
        return now().filter(holder ->
                !position.startsWith(watch) || holder.transaction().equals(position));
    }

    private Connection watching() throws SQLException {
        Connection known = watching;
        if (known == null) {
            known = connections.getConnection();
            watching = known;
        }
        return known;
    }

    /** The count of commits belongs to the writer only if it is the same before and after the look. */
    private Optional<LockHolder> look(Sql sql) throws SQLException {
        while (true) {
            long before = commits(sql);
            if (!somebodyWrites(sql)) {
                return Optional.empty();
            }
            if (commits(sql) == before) {
                return Optional.of(new LockHolder(watch + ":" + before, "the writer of the file"));
            }
        }
    }

    private static long commits(Sql sql) throws SQLException {
        return sql.first("pragma data_version", row -> row.getLong(1)).orElseThrow();
    }

    private static boolean somebodyWrites(Sql sql) throws SQLException {
        sql.connection().unwrap(SQLiteConnection.class).setBusyTimeout(0);
        try {
            sql.run("begin immediate");
        } catch (SQLException e) {
            if (SqliteFailures.busy(e)) {
                return true;
            }
            throw e;
        }
        sql.run("rollback");
        return false;
    }
}
