package dev.godwit.engine.preflight;

import dev.godwit.core.Dialect;
import dev.godwit.core.StoreFacts.ColumnFacts;
import java.util.Map;
import java.util.Set;

/** How the values of one column fit into another. */
enum TypeFit {
    /** Each value of one is a value of the other. */
    SAME,
    /** The receiver takes more; on the way back, a value that only it takes would be refused. */
    WIDER,
    /** The receiver takes the kind of value, but not as long. */
    TOO_SHORT,
    /** The sender holds nobody to its type: a value that the receiver does not have is refused when it comes. */
    VALUES_DECIDE,
    /** Another kind of value, or one whose text changes on the way. */
    DIFFERENT;

    private static final Map<String, Set<String>> WIDER_TYPES = Map.of(
            "smallint", Set.of("integer", "bigint"),
            "integer", Set.of("bigint"),
            "real", Set.of("double precision"));
    private static final Set<String> TEXTS = Set.of("text", "character varying");

    /** How the values of a column fit into the other store's. */
    static TypeFit of(TablePair pair, TablePair.ColumnPair column) {
        return of(pair.source(), column.source(), pair.target(), column.target());
    }

    /** How they fit on the way back. */
    static TypeFit ofWayBack(TablePair pair, TablePair.ColumnPair column) {
        return of(pair.target(), column.target(), pair.source(), column.source());
    }

    private static TypeFit of(TableInStore from, ColumnFacts sender, TableInStore to, ColumnFacts receiver) {
        Dialect sending = from.store().dialect();
        Dialect receiving = to.store().dialect();
        if (sending == receiving) {
            return of(sender, receiver);
        }
        if (sending == Dialect.SQLITE) {
            return KindFit.of(sender, receiver, true);
        }
        return receiving == Dialect.SQLITE ? KindFit.of(receiver, sender, false) : DIFFERENT;
    }

    static TypeFit of(ColumnFacts sender, ColumnFacts receiver) {
        if (TEXTS.contains(sender.type()) && TEXTS.contains(receiver.type())) {
            return lengths(
                    sender.length().orElse(Integer.MAX_VALUE), receiver.length().orElse(Integer.MAX_VALUE));
        }
        if (sender.declaredType().equals(receiver.declaredType())) {
            return SAME;
        }
        if (WIDER_TYPES.getOrDefault(sender.type(), Set.of()).contains(receiver.type())) {
            return WIDER;
        }
        return DIFFERENT;
    }

    private static TypeFit lengths(int sender, int receiver) {
        if (sender == receiver) {
            return SAME;
        }
        return sender < receiver ? WIDER : TOO_SHORT;
    }
}
