package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.PortableRows;
import dev.godwit.core.RowBatch;
import dev.godwit.core.RowShape;
import java.util.Optional;

/** Which form a shape's rows have. */
final class Travels {
    /** The only type whose JSON is another text than the one that was written. */
    private static final String NORMALIZING = "jsonb";

    private Travels() {}

    static Travel of(RowShape shape, EntityTable table) {
        return switch (shape.form()) {
            case NATIVE -> new NativeTravel();
            case PORTABLE ->
                new PortableTravel(shape.columns().stream()
                        .map(column -> new PortableValue(
                                column.name(),
                                column.kind(),
                                table.affinity(column.name()),
                                column.type().equals(NORMALIZING)))
                        .toList());
        };
    }

    /** The text of a value of a row that this dialect has read, as a key has it; empty when it is NULL. */
    static Optional<String> text(RowBatch rows, int row, int column) {
        return switch (rows) {
            case RowValues values ->
                Optional.ofNullable(values.rows().get(row)[column]).map(String::valueOf);
            case PortableRows portable ->
                Optional.ofNullable(portable.columns().get(column).get(row));
            default -> throw new IllegalArgumentException("not read by this store: " + rows);
        };
    }
}
