package dev.godwit.jdbc.internal;

import java.util.Optional;

/**
 * Values that an application hardly ever has, one for each row of a batch: where a column must not be NULL, rows are
 * parked at them for a moment. One that the application does have makes the batch fail, and harms nothing.
 */
final class ReservedValues {
    private ReservedValues() {}

    /**
     * An SQL expression over the row's number {@code r.n}, which is 1 or more.
     *
     * @param type as {@code format_type} spells it without a length
     * @return empty for a type that has no such values
     */
    static Optional<String> of(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "smallint" -> "(-32769 + r.n)::smallint";
                    case "integer" -> "(-2147483649 + r.n)::integer";
                    case "bigint" -> "(-9223372036854775808)::bigint + r.n - 1";
                    case "text", "character varying", "bpchar" -> "chr(1) || r.n";
                    case "uuid" -> "('ffffffff-ffff-ffff-ffff-' || lpad(to_hex(r.n), 12, '0'))::uuid";
                    case "date" -> "date '4713-01-01 BC' + r.n::integer";
                    case "timestamp without time zone" -> "timestamp '4713-01-01 BC' + r.n * interval '1 second'";
                    case "timestamp with time zone" ->
                        "timestamptz '4713-01-01 00:00:00+00 BC' + r.n * interval '1 second'";
                    default -> null;
                });
    }
}
