package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.RowBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way from one SQLite file to another: the values as they are stored, each with its own type.
 *
 * @param bytes how large they are together, roughly
 */
record RowValues(List<@Nullable Object[]> rows, long bytes) implements RowBatch {
    RowValues {
        rows = List.copyOf(rows);
    }

    @Override
    public int count() {
        return rows.size();
    }
}
