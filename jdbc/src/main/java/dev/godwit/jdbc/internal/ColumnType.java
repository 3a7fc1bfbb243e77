package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** The types that a key or a unit column may have, and what their values look like as text and on the wire. */
enum ColumnType {
    SMALLINT("smallint"),
    INTEGER("integer"),
    BIGINT("bigint"),
    UUID_TYPE("uuid"),
    TEXT("text"),
    VARCHAR("character varying");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    /** The type of that name, as {@code format_type} spells it without a length; empty when it is not supported. */
    static Optional<ColumnType> of(String sql) {
        return Arrays.stream(values()).filter(type -> type.sql.equals(sql)).findFirst();
    }

    /** How SQL spells the type. */
    String sql() {
        return sql;
    }

    /** The text form of a value in binary wire format. */
    String decode(ByteBuffer value) {
        return switch (this) {
            case SMALLINT -> Short.toString(value.getShort());
            case INTEGER -> Integer.toString(value.getInt());
            case BIGINT -> Long.toString(value.getLong());
            case UUID_TYPE -> new UUID(value.getLong(), value.getLong()).toString();
            case TEXT, VARCHAR -> StandardCharsets.UTF_8.decode(value).toString();
        };
    }

    /** The order of this type's values in every database, for the types where it is the same everywhere. */
    Optional<Comparator<String>> universalOrder() {
        return switch (this) {
            case SMALLINT, INTEGER, BIGINT -> Optional.of(Comparator.comparingLong(Long::parseLong));
            case UUID_TYPE -> Optional.of(Comparator.naturalOrder());
            case TEXT, VARCHAR -> Optional.empty();
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
                        case TEXT, VARCHAR -> value;
                    });
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
