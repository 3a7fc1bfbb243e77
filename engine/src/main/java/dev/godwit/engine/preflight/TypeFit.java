package dev.godwit.engine.preflight;

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
    /** Another kind of value, or one whose text changes on the way. */
    DIFFERENT;

    private static final Map<String, Set<String>> WIDER_TYPES = Map.of(
            "smallint", Set.of("integer", "bigint"),
            "integer", Set.of("bigint"),
            "real", Set.of("double precision"));
    private static final Set<String> TEXTS = Set.of("text", "character varying");

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
