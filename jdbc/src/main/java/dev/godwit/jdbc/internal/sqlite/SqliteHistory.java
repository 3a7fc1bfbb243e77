package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Incarnation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which history a file has: a random text that was written when Godwit was installed, and the file's number in its file
 * system, so that a copy or a backup that was moved to its place is noticed. A backup that was copied over the same file
 * is noticed when it is younger than what this process has seen: the count of changes to fences goes back, and the file
 * gets another text. Thread-safe.
 */
final class SqliteHistory {
    private final StoreObjects objects;
    private final SqliteTransactions transactions;
    private final Runnable onOtherHistory;
    private final AtomicLong changesSeen = new AtomicLong();

    /** @param onOtherHistory forgets whatever is known of marks */
    SqliteHistory(StoreObjects objects, SqliteTransactions transactions, Runnable onOtherHistory) {
        this.objects = objects;
        this.transactions = transactions;
        this.onOtherHistory = onOtherHistory;
    }

    /** A change that has to be remembered. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws SQLException;
    }

    /** Makes a change and counts it in the same transaction. */
    static <T> T counted(Sql sql, StoreObjects objects, Change<T> change) throws SQLException {
        sql.update("update " + objects.history() + " set changes = changes + 1");
        return change.make();
    }

    private record Found(String incarnation, long changes) {}

    Incarnation incarnation() {
        // Before the look: others may see more while this one is at it.
        long seen = changesSeen.get();
        Found found = transactions.read(this::look);
        if (found.changes() < seen) {
            found = transactions.write(SqliteTransactions.LONG, sql -> {
                sql.update("update " + objects.history() + " set incarnation = lower(hex(randomblob(16)))");
                return look(sql);
            });
            changesSeen.set(found.changes());
            onOtherHistory.run();
        }
        long changes = found.changes();
        changesSeen.accumulateAndGet(changes, Math::max);
        return new Incarnation(found.incarnation() + "/" + transactions.on(SqliteHistory::fileNumber));
    }

    private Found look(Sql sql) throws SQLException {
        return sql.first(
                        "select incarnation, changes from " + objects.history(),
                        row -> new Found(row.getString(1), row.getLong(2)))
                .orElseThrow();
    }

    private static String fileNumber(Sql sql) throws SQLException {
        Path file = DatabaseFile.of(sql);
        try {
            return String.valueOf(Files.getAttribute(file, "unix:ino"));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return "unnumbered";
        } catch (IOException e) {
            throw new SQLException("the file can't be looked at: " + file, e);
        }
    }
}
