package dev.godwit.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows between stores of different kinds: each value is the portable text of its {@link ValueKind}, or null. The lists
 * are shared, not copied: nobody changes them.
 *
 * @param columns one list per column of the shape, each as long as there are rows
 * @param count how many rows there are
 * @param bytes how large they are on their way, roughly
 */
public record PortableRows(List<List<@Nullable String>> columns, int count, long bytes) implements RowBatch {
    public PortableRows {
        columns = List.copyOf(columns);
    }

    /** Rows by their columns. */
    public static PortableRows of(List<List<@Nullable String>> columns, int count, long bytes) {
        return new PortableRows(columns, count, bytes);
    }
}
