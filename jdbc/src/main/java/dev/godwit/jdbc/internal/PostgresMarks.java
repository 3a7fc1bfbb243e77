package dev.godwit.jdbc.internal;

import dev.godwit.core.Mark;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.Marks;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The marks of a keyspace in PostgreSQL. Thread-safe. */
final class PostgresMarks implements Marks {
    private static final int PURGED_AT_ONCE = 10_000;
    /** Marks whose deletion is lost with a crash are drained once more; nothing else is lost with it. */
    private static final String NOT_DURABLE = "set local synchronous_commit = off";

    private final StoreTransactions transactions;
    private final String marks;
    private final String reading;
    private final String deletion;

    PostgresMarks(KeyspaceSchema schema, StoreTransactions transactions) {
        this.transactions = transactions;
        this.marks = schema.marks();
        this.reading = MarkReading.statement(schema);
        this.deletion = MarkDeletion.statement(schema);
    }

    @Override
    public MarkBatch read(UnitId unit, long horizon, int limit) {
        return MarkReading.batch(
                transactions.readAtOnce(
                        reading, MarkReading::row, unit.value(), Long.toUnsignedString(horizon), limit + 1L),
                limit);
    }

    @Override
    public void delete(List<Mark> read) {
        if (read.isEmpty()) {
            return;
        }
        int deleted = transactions.changeAtOnce(
                List.of(NOT_DURABLE, deletion), MarkDeletion.parameters(read).toArray());
        if (deleted < read.size()) {
            transactions.changeAtOnce(List.of(NOT_DURABLE, "delete from " + marks + " where number = any (?)"), (Object)
                    MarkDeletion.numbers(read));
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
    public Set<UnitId> existing(Collection<UnitId> units) {
        String sql = "select u.unit from unnest(?::text[]) u(unit) where exists (select from " + marks
                + " m where m.unit = u.unit)";
        String[] texts = units.stream().map(UnitId::value).toArray(String[]::new);
        return Set.copyOf(transactions.readAtOnce(sql, row -> UnitId.of(row.getString(1)), (Object) texts));
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
