package dev.godwit.jdbc.internal;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One or several columns as one value in SQL. */
final class Tuples {
    private Tuples() {}

    /** A row of several values, or the value itself. */
    static String row(List<String> values) {
        return values.size() == 1 ? values.getFirst() : "(" + String.join(", ", values) + ")";
    }

    static String row(List<TypedColumn> columns, Function<TypedColumn, String> value) {
        return row(columns.stream().map(value).toList());
    }

    /** What {@link dev.godwit.core.TupleText} makes of the columns' texts; NULL when one of them is. */
    static String text(List<TypedColumn> columns, String alias) {
        if (columns.size() == 1) {
            return columns.getFirst().text(alias);
        }
        return columns.stream()
                .map(column -> mayNeedEscapes(column.type())
                        ? "replace(replace(" + column.text(alias) + ", E'\\\\', E'\\\\\\\\'), ',', E'\\\\,')"
                        : column.text(alias))
                .collect(Collectors.joining(" || ',' || ", "(", ")"));
    }

    private static boolean mayNeedEscapes(ColumnType type) {
        return switch (type) {
            case TEXT, VARCHAR, CHARACTER, ENUM, BYTES -> true;
            case SMALLINT, INTEGER, BIGINT, NUMERIC, UUID_TYPE, BOOLEAN, DATE, TIMESTAMP, TIMESTAMP_WITH_ZONE -> false;
        };
    }
}
