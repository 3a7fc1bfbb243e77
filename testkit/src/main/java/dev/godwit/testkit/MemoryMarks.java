package dev.godwit.testkit;

import dev.godwit.core.Mark;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.Marks;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.StoreObserver.Author;
import dev.godwit.testkit.Stored.MarkRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The marks of a {@link MemoryDatabase}. */
final class MemoryMarks implements Marks {
    private final MemoryDatabase database;
    private final ControlWork work;

    MemoryMarks(MemoryDatabase database, ControlWork work) {
        this.database = database;
        this.work = work;
    }

    @Override
    public MarkBatch read(UnitId unit, long horizon, int limit) {
        return work.read("marks of " + unit, transaction -> read(transaction, unit, horizon, limit));
    }

    static MarkBatch read(MemoryTransaction transaction, UnitId unit, long horizon, int limit) {
        List<MarkRow> found = of(transaction, unit).stream()
                .filter(mark -> mark.transaction() >= horizon)
                .sorted(Comparator.comparingLong(MarkRow::transaction))
                .toList();
        List<Mark> marks = found.stream()
                .limit(limit)
                .map(mark -> new Mark(mark.number(), mark.entity(), mark.key(), "here"))
                .toList();
        return new MarkBatch(
                marks, found.size() <= limit, transaction.database().horizon());
    }

    @Override
    public void delete(List<Mark> marks) {
        if (marks.isEmpty()) {
            return;
        }
        work.write(Author.CONTROL, "delete " + marks.size() + " marks", transaction -> {
            database.laws()
                    .marks()
                    .delete(transaction, marks.stream().map(Mark::number).toList());
            return true;
        });
    }

    @Override
    public boolean exist(UnitId unit) {
        return work.read(
                "any mark of " + unit, transaction -> !of(transaction, unit).isEmpty());
    }

    @Override
    public List<MarkBacklog> backlog() {
        return work.read("backlog", transaction -> {
            Map<UnitId, List<MarkRow>> waiting = transaction.table(Address.MARKS).stream()
                    .map(MarkRow.class::cast)
                    .collect(Collectors.groupingBy(MarkRow::unit, TreeMap::new, Collectors.toList()));
            return waiting.entrySet().stream()
                    .map(entry -> backlog(entry.getKey(), entry.getValue(), transaction.clockNanos()))
                    .toList();
        });
    }

    @Override
    public void purge(UnitId unit) {
        work.write(Author.CONTROL, "purge marks of " + unit, transaction -> {
            of(transaction, unit).forEach(mark -> transaction.delete(Address.mark(mark.number())));
            return true;
        });
    }

    private static MarkBacklog backlog(UnitId unit, List<MarkRow> marks, long nowNanos) {
        long oldest = marks.stream().mapToLong(MarkRow::markedAtNanos).min().orElse(nowNanos);
        return new MarkBacklog(unit, marks.size(), Duration.ofNanos(Math.max(0, nowNanos - oldest)));
    }

    private static List<MarkRow> of(MemoryTransaction transaction, UnitId unit) {
        return transaction.table(Address.MARKS).stream()
                .map(MarkRow.class::cast)
                .filter(mark -> mark.unit().equals(unit))
                .toList();
    }
}
