package dev.godwit.jdbc.internal;

import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.Marks;
import dev.godwit.core.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The marks of a keyspace in PostgreSQL. Thread-safe. */
final class PostgresMarks implements Marks {
    private static final int PURGED_AT_ONCE = 10_000;

    private final StoreTransactions transactions;
    private final String marks;
    private final String reading;

    PostgresMarks(KeyspaceSchema schema, StoreTransactions transactions) {
        this.transactions = transactions;
        this.marks = schema.marks();
        this.reading = reading(schema);
    }

    /**
     * The horizon is the oldest transaction that ran when the statement's snapshot was taken: marks of older ones are
     * all visible to it, so once they are deleted none can appear. It comes from the very snapshot of the marks.
     */
    @Override
    public MarkBatch read(UnitId unit, long horizon, int limit) {
        List<Read> read = transactions.readAtOnce(
                reading, PostgresMarks::read, unit.value(), Long.toUnsignedString(horizon), limit + 1L);
        boolean complete = read.size() <= limit;
        List<Mark> marks =
                read.stream().flatMap(row -> row.mark().stream()).limit(limit).toList();
        return new MarkBatch(marks, complete, read.getFirst().horizon());
    }

    /** The statement of {@link #read}; its parameters are unit, horizon and limit. */
    static String reading(KeyspaceSchema schema) {
        return "select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,"
                + " m.number, m.entity, m.key, m.ctid::text as locator from (values (1)) one"
                + " left join (select ctid, number, entity, key from " + schema.marks()
                + " where unit = ? and xid >= ?::text::xid8 order by xid limit ?) m on true";
    }

    /** A row of the answer: each has the horizon, and only one without a mark says that there is none. */
    private record Read(long horizon, Optional<Mark> mark) {}

    private static Read read(ResultSet row) throws SQLException {
        long horizon = Long.parseUnsignedLong(row.getString("horizon"));
        return row.getString("locator") == null
                ? new Read(horizon, Optional.empty())
                : new Read(
                        horizon,
                        Optional.of(new Mark(
                                row.getLong("number"),
                                new EntityName(row.getString("entity")),
                                new Key(row.getString("key")),
                                row.getString("locator"))));
    }

    /**
     * By place and number: a place may have been given to another mark, a number never is. Marks that are not where they
     * were read (someone else deleted them, or rewrote the table) are looked for by number alone.
     */
    @Override
    public void delete(List<Mark> read) {
        if (read.isEmpty()) {
            return;
        }
        String[] places = read.stream().map(Mark::locator).toArray(String[]::new);
        Long[] numbers = read.stream().map(Mark::number).toArray(Long[]::new);
        int deleted = transactions.changeAtOnce(
                List.of("delete from " + marks + " where ctid = any (?::tid[]) and number = any (?)"), places, numbers);
        if (deleted < numbers.length) {
            transactions.changeAtOnce(List.of("delete from " + marks + " where number = any (?)"), (Object) numbers);
        }
    }

    @Override
    public boolean exist(UnitId unit) {
        return transactions
                .readAtOnce(
                        "select exists (select from " + marks + " where unit = ?)",
                        row -> row.getBoolean(1),
                        unit.value())
                .getFirst();
    }

    @Override
    public List<MarkBacklog> backlog() {
        String sql = "select unit, count(*), ceil(1000 * extract(epoch from clock_timestamp() - min(marked_at)))"
                + " from " + marks + " group by unit order by unit";
        return transactions.readAtOnce(
                sql,
                row -> new MarkBacklog(
                        UnitId.of(row.getString(1)), row.getLong(2), Duration.ofMillis(Math.max(0, row.getLong(3)))));
    }

    @Override
    public void purge(UnitId unit) {
        String sql = "delete from " + marks + " where ctid = any (array(select ctid from " + marks
                + " where unit = ? limit " + PURGED_AT_ONCE + "))";
        while (transactions.changeAtOnce(List.of(sql), unit.value()) == PURGED_AT_ONCE) {
            // a next chunk, in a transaction of its own
        }
    }
}
