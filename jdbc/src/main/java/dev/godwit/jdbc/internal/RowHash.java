package dev.godwit.jdbc.internal;

import dev.godwit.core.RowShape;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hash of a row, as an expression that gives the same in every store whatever its own column types are: each column
 * is hashed in the type in which it travels.
 *
 * <p>A type is hashed as it is where its hash knows all that its text shows. The others are hashed as their text:
 * numbers with a scale, floats with two zeros and intervals have equal values that look different, enums are hashed by
 * numbers that differ between databases, and some types have no hash. Texts depend on session settings, which
 * {@link ControlConnections} fixes.
 */
final class RowHash {
    private static final Set<String> HASHED_AS_THEY_ARE = Set.of(
            "smallint",
            "integer",
            "bigint",
            "text",
            "character varying",
            "uuid",
            "boolean",
            "bytea",
            "date",
            "timestamp without time zone",
            "timestamp with time zone");

    private RowHash() {}

    /**
     * The expression for a row of table alias {@code t}. The hash of a record adds up the hashes of its columns; the
     * outer one makes sure that two rows that have exchanged a value don't have the same sum as before.
     */
    static String expression(TravellingColumns travelling) {
        String columns = travelling.shape().compared().stream()
                .map(column -> column(travelling, column))
                .collect(Collectors.joining(", "));
        return "hashint8extended(hash_record_extended(row(" + columns + "), 0), 0)";
    }

    private static String column(TravellingColumns travelling, RowShape.Column column) {
        String value = travelling.cast(column);
        return HASHED_AS_THEY_ARE.contains(column.type()) ? value : value + "::text";
    }
}
