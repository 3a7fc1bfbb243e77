package dev.godwit.jdbc.internal;

import dev.godwit.core.RowBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few rows as the texts of their columns.
 *
 * @param columns one array per column of the shape, each with a value per row
 * @param bytes about how large they are
 */
record TextRows(List<@Nullable String[]> columns, int count, long bytes) implements RowBatch {
    TextRows {
        columns = List.copyOf(columns);
    }
}
