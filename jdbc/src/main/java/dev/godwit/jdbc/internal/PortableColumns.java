package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowShape.Content;
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

    private String text(RowShape.Column column) {
        return switch (column.content()) {
            case Content.Constant constant -> Identifiers.literal(constant.text());
            case Content.Converted converted
            when isSender(converted) -> text("t." + table.named(column), converted.kind());
            case Content.Converted converted -> arriving(column);
            case Content.Carried carried -> arriving(column);
        };
    }

    /** Stores of one kind agree on a value by its text in the receiver's type. */
    private String arriving(RowShape.Column column) {
        String value = "t." + table.named(column);
        return text(
                shape.form() == RowShape.Form.CONVERTED
                        ? value + "::" + TravellingColumns.typeOf(shape, column.name())
                        : value,
                column.kind());
    }

    /** A real number is compared as the wider number that it stands for. */
    private static String text(String value, ValueKind kind) {
        return kind == ValueKind.FLOAT ? value + "::float8::text" : value + "::text";
    }

    private boolean isSender(Content.Converted converted) {
        return converted.sender().equals(table.store());
    }

    /** The values of a row that {@link #select} has selected. */
    @Nullable
    String[] read(ResultSet row) throws SQLException {
        List<RowShape.Column> columns = shape.columns();
        @Nullable String[] values = new @Nullable String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(columns.get(i), row.getString(i + 2));
        }
        return values;
    }

    private @Nullable String value(RowShape.Column column, @Nullable String text) {
        return column.content() instanceof Content.Converted converted && isSender(converted)
                ? converted.conversion().of(portable(text, converted.kind()))
                : portable(text, column.kind());
    }

    private static @Nullable String portable(@Nullable String text, ValueKind kind) {
        return text != null && kind == ValueKind.FLOAT ? PortableTexts.ofFloatText(text) : text;
    }

    /** The hash of the values that both stores must agree on. */
    long hash(@Nullable String[] row) {
        HashedRow hash = new HashedRow();
        for (int i = 0; i < row.length; i++) {
            if (!(shape.columns().get(i).content() instanceof Content.Constant)) {
                hash.add(row[i]);
            }
        }
        return hash.value();
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
