package dev.godwit.jdbc.internal;

import dev.godwit.core.RowShape;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The columns of a shape as SQL lists. Their types come from a database's catalog and can't be bound or quoted, so only
 * texts that have the form of a type's name are let into a statement.
 */
record TravellingColumns(RowShape shape) {
    private static final String NAME = "(?:[\\p{L}_][\\p{L}\\p{N}_$ ]*|\"(?:[^\"]|\"\")+\")";
    private static final Pattern TYPE = Pattern.compile(
            NAME + "(?:\\." + NAME + ")?(?:\\(\\d+(?:,-?\\d+)?\\))?(?: with(?:out)? time zone)?(?:\\[\\])*");

    TravellingColumns {
        shape.columns().forEach(TravellingColumns::requireType);
    }

    /** The type in which a column arrives. */
    static String typeOf(RowShape shape, String column) {
        RowShape.Column found = shape.columns().stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("column " + column + " does not travel: " + shape));
        requireType(found);
        return found.type();
    }

    /** A column of table alias {@code t}, cast to the type in which it travels. */
    static String cast(RowShape.Column column) {
        requireType(column);
        return "t." + quoted(column) + "::" + column.type();
    }

    /** The columns of table alias {@code t}, each cast to the type in which it travels. */
    String cast() {
        return list(TravellingColumns::cast);
    }

    /** The same as text. */
    String castToText() {
        return list(column -> cast(column) + "::text");
    }

    /** The columns of a text row {@code r}, each cast to the type that it has where it arrives. */
    String fromText() {
        return list(column -> "r." + quoted(column) + "::" + column.type());
    }

    /** The bare names. */
    String names() {
        return list(TravellingColumns::quoted);
    }

    /** One array parameter per column. */
    String arrays() {
        return list(column -> "?::text[]");
    }

    /** Assignments of the values that were refused by a conflict, without the key. */
    String assignments() {
        return shape.columns().stream()
                .filter(column -> !column.name().equals(shape.entity().key().getFirst()))
                .map(column -> quoted(column) + " = excluded." + quoted(column))
                .collect(Collectors.joining(", "));
    }

    /** Where the key stands among the columns, from 0. */
    int keyIndex() {
        List<String> names = shape.columns().stream().map(RowShape.Column::name).toList();
        int index = names.indexOf(shape.entity().key().getFirst());
        if (index < 0) {
            throw new IllegalArgumentException("the key column does not travel: " + shape);
        }
        return index;
    }

    /** The type in which the key travels. */
    ColumnType keyType() {
        String type = shape.columns().get(keyIndex()).type();
        return ColumnType.of(type).orElseThrow(() -> new IllegalArgumentException("a key can't travel as " + type));
    }

    private String list(Function<RowShape.Column, String> form) {
        return shape.columns().stream().map(form).collect(Collectors.joining(", "));
    }

    private static void requireType(RowShape.Column column) {
        if (!TYPE.matcher(column.type()).matches()) {
            throw new IllegalArgumentException("not the name of a type: " + column.type());
        }
    }

    private static String quoted(RowShape.Column column) {
        return Identifiers.quote(column.name());
    }
}
