package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.EntityName;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.Marks;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The marks of a keyspace in one file. A mark that is drained is not deleted at once: each deletion makes its file's
 * readers too old to write (pitfall V4), so marks are deleted together, once a second and in the pause. Until then this
 * object knows that they are drained; whoever does not, as after a crash, drains them once more. Thread-safe.
 */
final class SqliteMarks implements Marks {
    private static final int PURGED_AT_ONCE = 10_000;

    private final StoreObjects objects;
    private final SqliteTransactions transactions;
    private final DrainedMarks drained;

    SqliteMarks(StoreObjects objects, SqliteTransactions transactions, DrainedMarks drained) {
        this.objects = objects;
        this.transactions = transactions;
        this.drained = drained;
    }

    /** A deletion of marks, to be run in a transaction. */
    @FunctionalInterface
    interface Deletion {
        void run(Sql sql) throws SQLException;
    }

    @Override
    public MarkBatch read(UnitId unit, long horizon, int limit) {
        deleteWhenDue();
        return transactions.read(sql -> read(sql, unit, horizon, limit));
    }

    /** Numbers are in the order of commits, so nothing can appear that is not beyond the last one of a snapshot. */
    MarkBatch read(Sql sql, UnitId unit, long horizon, int limit) throws SQLException {
        long last = sql.first("select coalesce(max(number), 0) from " + objects.marks(), row -> row.getLong(1))
                .orElse(0L);
        List<Mark> marks = new ArrayList<>(sql.query(
                "select number, entity, key from " + objects.marks() + " where unit = ? and number > ? order by number"
                        + " limit ?",
                row -> new Mark(
                        row.getLong(1), new EntityName(row.getString(2)), new Key(row.getString(3)), unit.value()),
                unit.value(),
                horizon,
                limit + 1L + drained.size()));
        marks.removeIf(mark -> drained.contains(mark.number()));
        boolean complete = marks.size() <= limit;
        return new MarkBatch(complete ? marks : marks.subList(0, limit), complete, Math.max(last, horizon));
    }

    @Override
    public void delete(List<Mark> marks) {
        drained.add(marks);
        deleteWhenDue();
    }

    private void deleteWhenDue() {
        if (!drained.due()) {
            return;
        }
        try {
            deletingDrained(
                    List.of(),
                    deletion -> transactions.write(SqliteTransactions.SHORT, sql -> {
                        deletion.run(sql);
                        return true;
                    }));
        } catch (GodwitException e) {
            // Nobody reads them any more, so they may stay while an application is writing.
            if (drained.full() || !SqliteFailures.busy(e)) {
                throw e;
            }
            drained.putOff();
        }
    }

    /**
     * Lets a transaction delete all drained marks, and forgets them when it has.
     *
     * @param further marks that are drained too
     * @param transaction gets the deletion and says whether it was committed
     */
    boolean deletingDrained(List<Mark> further, Function<Deletion, Boolean> transaction) {
        drained.add(further);
        List<Long> numbers = drained.numbers();
        boolean committed = transaction.apply(sql -> {
            for (long number : numbers) {
                sql.update("delete from " + objects.marks() + " where number = ?", number);
            }
        });
        drained.deleted(numbers);
        return committed;
    }

    @Override
    public boolean exist(UnitId unit) {
        return !read(unit, MarkBatch.FROM_THE_START, 1).marks().isEmpty();
    }

    @Override
    public List<MarkBacklog> backlog() {
        deleteWhenDue();
        return transactions.read(sql -> {
            Backlog backlog = new Backlog();
            sql.query(
                    "select number, unit, " + CaptureTriggers.NOW + " - marked_at from " + objects.marks()
                            + " order by unit",
                    row -> drained.contains(row.getLong(1))
                            ? backlog
                            : backlog.add(row.getString(2), Math.max(0, row.getLong(3))));
            return backlog.units();
        });
    }

    /** Which keys of an entity have a mark in this transaction's snapshot. */
    Set<Key> marked(Sql sql, UnitId unit, EntityName entity) throws SQLException {
        Set<Key> keys = new HashSet<>();
        sql.query(
                "select number, key from " + objects.marks() + " where unit = ? and entity = ?",
                row -> drained.contains(row.getLong(1)) || keys.add(new Key(row.getString(2))),
                unit.value(),
                entity.value());
        return keys;
    }

    @Override
    public void purge(UnitId unit) {
        int deleted;
        do {
            deleted = transactions.write(
                    SqliteTransactions.LONG,
                    sql -> sql.update(
                            "delete from " + objects.marks() + " where number in (select number from " + objects.marks()
                                    + " where unit = ? limit " + PURGED_AT_ONCE + ")",
                            unit.value()));
        } while (deleted == PURGED_AT_ONCE);
    }

    /** Counts the marks of each unit. */
    private static final class Backlog {
        private final List<MarkBacklog> units = new ArrayList<>();

        Backlog add(String unit, long ageMillis) {
            UnitId id = UnitId.of(unit);
            Duration age = Duration.ofMillis(ageMillis);
            if (units.isEmpty() || !units.getLast().unit().equals(id)) {
                units.add(new MarkBacklog(id, 1, age));
            } else {
                MarkBacklog last = units.removeLast();
                units.add(
                        new MarkBacklog(id, last.count() + 1, age.compareTo(last.oldest()) > 0 ? age : last.oldest()));
            }
            return this;
        }

        List<MarkBacklog> units() {
            return List.copyOf(units);
        }
    }
}
