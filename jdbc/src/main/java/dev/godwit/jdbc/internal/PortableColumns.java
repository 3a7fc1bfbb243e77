package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import dev.godwit.core.ValueKind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a shape as portable texts in queries over table alias {@code t}, and keys in the order that every kind of
 * database has: numbers as numbers, texts by their bytes.
 */
record PortableColumns(RowShape shape, TableColumns table) {
    /** The key's text and then each column's, as {@link #read} expects them. */
    String select() {
        return "select " + table.key().text("t") + ", "
                + shape.columns().stream().map(this::text).collect(Collectors.joining(", "));
    }

    /** A real number is compared as the wider number that it stands for. */
    private String text(RowShape.Column column) {
        String value = "t." + table.named(column);
        return column.kind() == ValueKind.FLOAT ? value + "::float8::text" : value + "::text";
    }

    /** The values of a row that {@link #select} has selected. */
    @Nullable
    String[] read(ResultSet row) throws SQLException {
        List<RowShape.Column> columns = shape.columns();
        @Nullable String[] values = new @Nullable String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            String text = row.getString(i + 2);
            values[i] =
                    text != null && columns.get(i).kind() == ValueKind.FLOAT ? PortableTexts.ofFloatText(text) : text;
        }
        return values;
    }

    /** The key's columns in order. */
    String order() {
        return table.key().columns().stream()
                .map(column -> ordered(column, column.of("t")))
                .collect(Collectors.joining(", "));
    }

    /** Whether a key's parameters come after those of another. */
    String isAfter() {
        return tuple(TypedColumn::parameter) + " > " + tuple(TypedColumn::parameter);
    }

    /** The rows of a unit in a range; takes what {@link #bind} binds. */
    String where(KeyRange range) {
        String key = tuple(column -> column.of("t"));
        String parameter = tuple(TypedColumn::parameter);
        return "where " + table.unit().condition()
                + (range.after().isPresent() ? " and " + key + " > " + parameter : "")
                + (range.upTo().isPresent() ? " and " + key + " <= " + parameter : "");
    }

    void bind(PreparedStatement statement, int before, UnitId unit, KeyRange range) throws SQLException {
        int next = table.unit().bind(statement, before, unit);
        for (Key key : range.after().stream().toList()) {
            next = table.key().bind(statement, next, key);
        }
        for (Key key : range.upTo().stream().toList()) {
            next = table.key().bind(statement, next, key);
        }
    }

    private String tuple(Function<TypedColumn, String> value) {
        return Tuples.row(table.key().columns(), column -> ordered(column, value.apply(column)));
    }

    private static String ordered(TypedColumn column, String expression) {
        return column.collation().isEmpty() ? expression : expression + " collate \"C\"";
    }
}
