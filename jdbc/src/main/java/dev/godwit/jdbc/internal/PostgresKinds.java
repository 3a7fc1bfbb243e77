package dev.godwit.jdbc.internal;

import dev.godwit.core.ValueKind;

/** What the values of PostgreSQL's types are. */
final class PostgresKinds {
    private PostgresKinds() {}

    /** @param type as {@code format_type} spells it without a length */
    static ValueKind of(String type) {
        return switch (type) {
            case "boolean" -> ValueKind.BOOLEAN;
            case "smallint", "integer", "bigint" -> ValueKind.INTEGER;
            case "numeric" -> ValueKind.DECIMAL;
            case "real", "double precision" -> ValueKind.FLOAT;
            case "text", "character varying", "bpchar" -> ValueKind.TEXT;
            case "bytea" -> ValueKind.BYTES;
            case "date" -> ValueKind.DATE;
            case "time without time zone" -> ValueKind.TIME;
            case "timestamp without time zone" -> ValueKind.TIMESTAMP;
            case "timestamp with time zone" -> ValueKind.TIMESTAMP_WITH_ZONE;
            case "uuid" -> ValueKind.UUID;
            case "json", "jsonb" -> ValueKind.JSON;
            default -> ValueKind.OTHER;
        };
    }
}
