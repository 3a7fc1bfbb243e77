package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ValueKind;
import java.util.Locale;

/** What the values of a column are, going by the type that was declared; SQLite itself holds nobody to it. */
final class SqliteKinds {
    private SqliteKinds() {}

    /** @param declaredType as it stands in the table's definition, in any case, with or without a length */
    static ValueKind of(String declaredType) {
        String type = withoutLength(declaredType);
        return switch (type) {
            case "boolean", "bool" -> ValueKind.BOOLEAN;
            case "date" -> ValueKind.DATE;
            case "time" -> ValueKind.TIME;
            case "datetime", "timestamp", "timestamp without time zone" -> ValueKind.TIMESTAMP;
            case "timestamptz", "timestamp with time zone" -> ValueKind.TIMESTAMP_WITH_ZONE;
            case "uuid", "guid" -> ValueKind.UUID;
            case "json", "jsonb" -> ValueKind.JSON;
            default -> ofAffinity(type);
        };
    }

    private static ValueKind ofAffinity(String type) {
        return switch (Affinity.of(type)) {
            case INTEGER -> ValueKind.INTEGER;
            case TEXT -> ValueKind.TEXT;
            case REAL -> ValueKind.FLOAT;
            case NUMERIC -> ValueKind.DECIMAL;
            // A column without a type takes everything.
            case BLOB -> type.contains("blob") ? ValueKind.BYTES : ValueKind.OTHER;
        };
    }

    /** The type without what stands in parentheses, in lower case. */
    static String withoutLength(String declaredType) {
        return declaredType
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s*\\(.*\\)", "")
                .strip();
    }
}
