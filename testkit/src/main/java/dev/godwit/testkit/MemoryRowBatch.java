package dev.godwit.testkit;

import dev.godwit.core.RowBatch;
import dev.godwit.testkit.Stored.Row;
import java.util.List;

/** Rows on their way between two databases in memory. */
record MemoryRowBatch(List<Row> rows) implements RowBatch {
    MemoryRowBatch {
        rows = List.copyOf(rows);
    }

    @Override
    public int count() {
        return rows.size();
    }

    @Override
    public long bytes() {
        return rows.stream().mapToLong(row -> row.value().length()).sum();
    }
}
