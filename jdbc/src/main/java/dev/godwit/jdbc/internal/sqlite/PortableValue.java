package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ValueKind;
import dev.godwit.jdbc.internal.PortableTexts;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column as portable texts, and back. What SQLite can't keep as it is, or has kept as something else, is
 * an error that names the column and never a value that is nearly right.
 *
 * @param column its name here
 * @param normalized whether a JSON text is compared as the other store writes it
 */
record PortableValue(String column, ValueKind kind, Affinity affinity, boolean normalized) {
    /** What an affinity for numbers makes a number of. */
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");

    private static final String REFUSED = "22000";
    private static final int UUID_BYTES = 16;

    /** The portable text of a value that is stored. */
    @Nullable
    String out(@Nullable Object stored) throws SQLException {
        return switch (stored) {
            case null -> null;
            case Long number -> ofWhole(number);
            case Double number when kind == ValueKind.FLOAT -> PortableTexts.ofDouble(number);
            case String text -> ofText(text);
            case byte[] bytes -> ofBytes(bytes);
            default -> throw refused("a number with a fraction");
        };
    }

    private String ofWhole(long number) throws SQLException {
        return switch (kind) {
            case INTEGER -> Long.toString(number);
            case BOOLEAN -> {
                if (number != 0 && number != 1) {
                    throw refused("a number that is neither 0 nor 1");
                }
                yield Boolean.toString(number == 1);
            }
            case FLOAT -> {
                if ((long) (double) number != number) {
                    throw refused("a whole number that is no floating-point number");
                }
                yield PortableTexts.ofDouble(number);
            }
            case DECIMAL, TEXT, BYTES, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID, JSON, OTHER ->
                throw refused("a whole number");
        };
    }

    private String ofText(String text) throws SQLException {
        if (text.indexOf('\0') >= 0) {
            throw refused("a text with a NUL character");
        }
        try {
            return switch (kind) {
                case TEXT, OTHER -> text;
                case JSON -> normalized ? PortableTexts.json(text) : text;
                case DECIMAL -> PortableTexts.decimal(text);
                case DATE -> PortableTexts.date(text);
                case TIME -> PortableTexts.time(text);
                case TIMESTAMP -> PortableTexts.timestamp(text);
                case TIMESTAMP_WITH_ZONE -> PortableTexts.timestampWithZone(text);
                case UUID -> PortableTexts.uuid(text);
                case BOOLEAN, INTEGER, FLOAT, BYTES -> throw refused("a text");
            };
        } catch (IllegalArgumentException e) {
            throw refused("a text of another form");
        }
    }

    private String ofBytes(byte[] bytes) throws SQLException {
        if (kind == ValueKind.BYTES) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (kind == ValueKind.UUID && bytes.length == UUID_BYTES) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong()).toString();
        }
        throw refused("bytes");
    }

    /** The value to store for a portable text. */
    @Nullable
    Object in(@Nullable String text) throws SQLException {
        if (text == null) {
            return null;
        }
        return switch (kind) {
            case INTEGER -> Long.valueOf(text);
            case BOOLEAN -> Boolean.parseBoolean(text) ? 1L : 0L;
            case FLOAT -> finite(Double.parseDouble(text));
            case BYTES -> HexFormat.of().parseHex(text, 2, text.length());
            case UUID -> affinity == Affinity.BLOB ? bytes(UUID.fromString(text)) : unchanged(text);
            case DECIMAL, TEXT, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, JSON, OTHER -> unchanged(text);
        };
    }

    /** SQLite stores NULL for what is not a number. */
    private Double finite(double number) throws SQLException {
        if (Double.isNaN(number)) {
            throw refused("NaN");
        }
        return number;
    }

    private String unchanged(String text) throws SQLException {
        boolean numbers = affinity == Affinity.INTEGER || affinity == Affinity.REAL || affinity == Affinity.NUMERIC;
        if (numbers && NUMBER.matcher(text).matches()) {
            throw refused("a text that SQLite would make a number of");
        }
        return text;
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(UUID_BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private SQLException refused(String what) {
        return new SQLException(
                "column " + column + ": " + what + " has no place among values of kind " + kind + " in SQLite",
                REFUSED);
    }
}
