package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowShape.Content;
import dev.godwit.core.TupleText;
import dev.godwit.core.ValueKind;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The columns of a shape as SQL lists for one store. Their types come from a database's catalog and can't be bound or
 * quoted, so only texts that have the form of a type's name are let into a statement.
 */
record TravellingColumns(RowShape shape, TableColumns columns) {
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
    String cast(RowShape.Column column) {
        return switch (column.content()) {
            case Content.Constant constant -> constant(column, constant);
            case Content.Carried carried -> "t." + columns.named(column) + "::" + column.type();
            case Content.Converted converted -> "t." + columns.named(column) + "::" + column.type();
        };
    }

    /** The sender may not know the type; texts of all kinds are alike on their way. */
    private static String constant(RowShape.Column column, Content.Constant constant) {
        return Identifiers.literal(constant.text())
                + (column.kind() == ValueKind.TEXT ? "::text" : "::" + column.type());
    }

    /** The columns of table alias {@code t}, each cast to the type in which it travels. */
    String cast() {
        return list(this::cast);
    }

    /** The same as text. */
    String castToText() {
        return list(column -> cast(column) + "::text");
    }

    /** The columns of a text row {@code r}, each cast to the type that it has where it arrives. */
    String fromText() {
        return list(column -> "r." + columns.named(column) + "::" + column.type());
    }

    /** The bare names. */
    String names() {
        return list(columns::named);
    }

    /** One array parameter per column. */
    String arrays() {
        return list(column -> "?::text[]");
    }

    /** Assignments of the values that were refused by a conflict; where all belong to the key, of what is equal. */
    String assignments() {
        List<RowShape.Column> others = shape.compared().stream()
                .filter(column -> !shape.entity().key().contains(column.name()))
                .toList();
        return (others.isEmpty() ? shape.columns().subList(0, 1) : others)
                .stream()
                        .map(column -> columns.named(column) + " = excluded." + columns.named(column))
                        .collect(Collectors.joining(", "));
    }

    /** The key of a row in binary format. */
    Key key(byte[] row) {
        return new Key(TupleText.join(shape.entity().key().stream()
                .map(name -> {
                    int index = indexOf(name);
                    return BinaryRows.field(
                            row, index, keyType(shape.columns().get(index).type()));
                })
                .toList()));
    }

    private int indexOf(String name) {
        for (int i = 0; i < shape.columns().size(); i++) {
            if (shape.columns().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the key column " + name + " does not travel: " + shape);
    }

    /** The names of enums are many; their values are like texts. */
    static ColumnType keyType(String type) {
        return ColumnType.of(type).orElse(ColumnType.ENUM);
    }

    private String list(Function<RowShape.Column, String> form) {
        return shape.columns().stream().map(form).collect(Collectors.joining(", "));
    }

    private static void requireType(RowShape.Column column) {
        if (!TYPE.matcher(column.type()).matches()) {
            throw new IllegalArgumentException("not the name of a type: " + column.type());
        }
    }
}
