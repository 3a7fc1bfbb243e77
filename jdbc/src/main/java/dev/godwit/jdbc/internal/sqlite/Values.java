package dev.godwit.jdbc.internal.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The values that SQLite stores: null, {@link Long}, {@link Double}, {@link String} and {@code byte[]}. */
final class Values {
    private Values() {}

    /**
     * Binds one of these; an {@link Integer} or {@link Boolean} is a whole number.
     *
     * @throws IllegalArgumentException for anything else
     */
    static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setLong(index, number);
            case Boolean truth -> statement.setLong(index, truth ? 1 : 0);
            case Double number -> statement.setDouble(index, number);
            case String text -> statement.setString(index, text);
            case byte[] bytes -> statement.setBytes(index, bytes);
            default -> throw new IllegalArgumentException("not a value of SQLite: " + value.getClass());
        }
    }

    /**
     * Reads one of these.
     *
     * @throws SQLException when a text is not UTF-8, for then nobody can say what it means
     */
    static @Nullable Object read(ResultSet row, int index) throws SQLException {
        Object value = row.getObject(index);
        return switch (value) {
            case null -> null;
            case Integer number -> (Object) number.longValue();
            case String text -> Utf8.require(text, row, index);
            default -> value;
        };
    }

    /** How many bytes it takes on its way, roughly. */
    static long size(@Nullable Object value) {
        return switch (value) {
            case null -> 1;
            case String text -> text.length();
            case byte[] bytes -> bytes.length;
            default -> Long.BYTES;
        };
    }
}
