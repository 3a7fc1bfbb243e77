package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * The types that a key or a unit column may have, and what their values look like as text and on the wire: those in
 * which equal values have one text, whatever the settings of a session are.
 */
enum ColumnType {
    SMALLINT("smallint"),
    INTEGER("integer"),
    BIGINT("bigint"),
    NUMERIC("numeric"),
    UUID_TYPE("uuid"),
    TEXT("text"),
    VARCHAR("character varying"),
    CHARACTER("bpchar"),
    BOOLEAN("boolean"),
    BYTES("bytea"),
    DATE("date"),
    TIMESTAMP("timestamp without time zone"),
    TIMESTAMP_WITH_ZONE("timestamp with time zone"),
    /** Any type that was made by {@code CREATE TYPE ... AS ENUM}. */
    ENUM("enum");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    /** The type of that name, as {@code format_type} spells it without a length; empty when it is not supported. */
    static Optional<ColumnType> of(String sql) {
        return Arrays.stream(values())
                .filter(type -> type != ENUM && type.sql.equals(sql))
                .findFirst();
    }

    /** Whether a unit may be made of it: its text can be judged without asking a database. */
    boolean isUnitType() {
        return switch (this) {
            case SMALLINT, INTEGER, BIGINT, UUID_TYPE, TEXT, VARCHAR, CHARACTER, BOOLEAN, ENUM -> true;
            case NUMERIC, BYTES, DATE, TIMESTAMP, TIMESTAMP_WITH_ZONE -> false;
        };
    }

    boolean isInteger() {
        return this == SMALLINT || this == INTEGER || this == BIGINT;
    }

    /** Whether the text of a value depends on the settings of the session that asks for it. */
    boolean dependsOnSettings() {
        return this == DATE || this == TIMESTAMP || this == TIMESTAMP_WITH_ZONE;
    }

    /** Whether {@code max} takes it in every version. */
    boolean hasMaximum() {
        return this != UUID_TYPE && this != BOOLEAN && this != BYTES;
    }

    /** The one text of a value, as an expression over one of the type. */
    String text(String expression) {
        return switch (this) {
            case NUMERIC -> "trim_scale(" + expression + ")::text";
            case BYTES -> "(E'\\\\x' || encode(" + expression + ", 'hex'))";
            case SMALLINT,
                    INTEGER,
                    BIGINT,
                    UUID_TYPE,
                    TEXT,
                    VARCHAR,
                    CHARACTER,
                    BOOLEAN,
                    DATE,
                    TIMESTAMP,
                    TIMESTAMP_WITH_ZONE,
                    ENUM -> expression + "::text";
        };
    }

    /** The text of a value in binary wire format. */
    String decode(ByteBuffer value) {
        return switch (this) {
            case SMALLINT -> Short.toString(value.getShort());
            case INTEGER -> Integer.toString(value.getInt());
            case BIGINT -> Long.toString(value.getLong());
            case NUMERIC -> WireText.numeric(value);
            case UUID_TYPE -> new UUID(value.getLong(), value.getLong()).toString();
            case TEXT, VARCHAR, ENUM -> WireText.utf8(value);
            case CHARACTER -> withoutPadding(WireText.utf8(value));
            case BOOLEAN -> Boolean.toString(value.get() != 0);
            case BYTES -> WireText.bytes(value);
            case DATE -> WireText.date(value);
            case TIMESTAMP -> WireText.timestamp(value, "");
            case TIMESTAMP_WITH_ZONE -> WireText.timestamp(value, "+00");
        };
    }

    /** The order of this type's values in every database, for the types where it is the same everywhere. */
    Optional<Comparator<String>> universalOrder() {
        return switch (this) {
            case SMALLINT, INTEGER, BIGINT -> Optional.of(Comparator.comparingLong(Long::parseLong));
            case UUID_TYPE, BOOLEAN, BYTES -> Optional.of(Comparator.naturalOrder());
            case NUMERIC, TEXT, VARCHAR, CHARACTER, DATE, TIMESTAMP, TIMESTAMP_WITH_ZONE, ENUM -> Optional.empty();
        };
    }

    /**
     * Refuses a unit that the column could hold but would spell in another way: its fence would never be found.
     *
     * @throws GodwitException with {@link ErrorCode#INVALID_UNIT}
     */
    void requireCanonical(String unit) {
        Optional<String> canonical = canonical(unit);
        if (canonical.isEmpty() || !canonical.get().equals(unit)) {
            throw new GodwitException(
                    ErrorCode.INVALID_UNIT,
                    "unit '" + unit + "' is not a value of a column of type " + sql
                            + canonical
                                    .map(text -> "; it is written '" + text + "' there")
                                    .orElse(""));
        }
    }

    private Optional<String> canonical(String value) {
        try {
            return Optional.of(
                    switch (this) {
                        case SMALLINT -> Short.toString(Short.parseShort(value));
                        case INTEGER -> Integer.toString(Integer.parseInt(value));
                        case BIGINT -> Long.toString(Long.parseLong(value));
                        case UUID_TYPE -> UUID.fromString(value).toString();
                        case BOOLEAN -> Boolean.toString(Boolean.parseBoolean(value));
                        case CHARACTER -> withoutPadding(value);
                        case TEXT, VARCHAR, ENUM, NUMERIC, BYTES, DATE, TIMESTAMP, TIMESTAMP_WITH_ZONE -> value;
                    });
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What {@code character(n)} fills up with is no part of the value. */
    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }
}
