package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.PortableRows;
import dev.godwit.core.RowBatch;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowShape.Content;
import dev.godwit.core.StoreName;
import dev.godwit.core.ValueKind;
import java.util.Optional;

/** Which form a shape's rows have. */
final class Travels {
    /** The only type whose JSON is another text than the one that was written. */
    private static final String NORMALIZING = "jsonb";

    private Travels() {}

    /** @param store whose rows travel, or into which they come */
    static Travel of(StoreName store, RowShape shape, EntityTable table) {
        Travel travel = switch (shape.form()) {
            case NATIVE, CONVERTED -> new NativeTravel();
            case PORTABLE ->
                new PortableTravel(shape.columns().stream()
                        .map(column -> portable(column, column.kind(), table.affinity(column.name())))
                        .toList());
        };
        return shape.columns().stream().allMatch(column -> column.content() instanceof Content.Carried)
                ? travel
                : new MappedTravel(
                        travel,
                        shape.columns().stream()
                                .map(column -> mapping(store, shape.form(), column))
                                .toList());
    }

    private static MappedTravel.Mapping mapping(StoreName store, RowShape.Form form, RowShape.Column column) {
        PortableValue arriving = portable(column, column.kind(), Affinity.TEXT);
        boolean asText = form == RowShape.Form.PORTABLE;
        return switch (column.content()) {
            case Content.Carried carried -> MappedTravel.AS_IT_IS;
            case Content.Constant constant ->
                new MappedTravel.Mapping(false, stored -> asText ? constant.text() : arriving.in(constant.text()));
            case Content.Converted converted
            when converted.sender().equals(store) -> {
                PortableValue departing = portable(column, converted.kind(), Affinity.TEXT);
                yield new MappedTravel.Mapping(true, stored -> {
                    String text = converted.conversion().of(departing.out(stored));
                    return asText ? text : arriving.in(text);
                });
            }
            case Content.Converted converted -> MappedTravel.AS_IT_IS;
        };
    }

    private static PortableValue portable(RowShape.Column column, ValueKind kind, Affinity affinity) {
        return new PortableValue(column.name(), kind, affinity, column.type().equals(NORMALIZING));
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
