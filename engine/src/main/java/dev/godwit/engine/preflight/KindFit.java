package dev.godwit.engine.preflight;

import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.ValueKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the values of one column fit into one of another kind of database. A SQLite column takes what its declared type
 * means here; {@code docs/sqlite.md} has this as a table.
 */
final class KindFit {
    private static final Set<String> NARROW = Set.of("smallint", "integer");

    private KindFit() {}

    /** @param sqliteSends whether the SQLite column is the sender */
    static TypeFit of(ColumnFacts sqlite, ColumnFacts other, boolean sqliteSends) {
        if (!sqliteKinds(other).contains(sqlite.kind())) {
            return TypeFit.DIFFERENT;
        }
        if (!sqliteSends) {
            return TypeFit.SAME;
        }
        return other.type().equals("real") ? TypeFit.DIFFERENT : decidedByValues(sqlite, other);
    }

    /** What SQLite holds nobody to. */
    private static TypeFit decidedByValues(ColumnFacts sqlite, ColumnFacts other) {
        boolean anyText = sqlite.kind() == ValueKind.TEXT && other.kind() != ValueKind.TEXT;
        return anyText || NARROW.contains(other.type()) || other.length().isPresent()
                ? TypeFit.VALUES_DECIDE
                : TypeFit.SAME;
    }

    private static Set<ValueKind> sqliteKinds(ColumnFacts other) {
        return switch (other.kind()) {
            case BOOLEAN -> EnumSet.of(ValueKind.BOOLEAN, ValueKind.INTEGER);
            case INTEGER -> EnumSet.of(ValueKind.INTEGER);
            // A column that makes numbers of texts keeps no scale and 15 digits.
            case DECIMAL -> EnumSet.of(ValueKind.TEXT);
            case FLOAT -> EnumSet.of(ValueKind.FLOAT, ValueKind.DECIMAL);
            case TEXT -> EnumSet.of(ValueKind.TEXT);
            case BYTES -> EnumSet.of(ValueKind.BYTES);
            case DATE -> EnumSet.of(ValueKind.DATE, ValueKind.TEXT);
            case TIME -> EnumSet.of(ValueKind.TIME, ValueKind.TEXT);
            case TIMESTAMP -> EnumSet.of(ValueKind.TIMESTAMP, ValueKind.TEXT);
            case TIMESTAMP_WITH_ZONE -> EnumSet.of(ValueKind.TIMESTAMP_WITH_ZONE, ValueKind.TEXT);
            case UUID -> EnumSet.of(ValueKind.UUID, ValueKind.TEXT, ValueKind.BYTES);
            case JSON -> EnumSet.of(ValueKind.JSON, ValueKind.TEXT);
            case OTHER -> EnumSet.of(ValueKind.TEXT);
        };
    }
}
