package dev.godwit.engine.preflight;

import dev.godwit.core.StoreFacts.ColumnFacts;
import java.util.List;

/** An entity's tables in both stores. */
record TablePair(TableInStore source, TableInStore target) {
    /** A column that both tables have. */
    record ColumnPair(ColumnFacts source, ColumnFacts target) {}

    /** Those whose values are carried as they are. */
    List<ColumnPair> columns() {
        return source.facts().columns().stream()
                .filter(column -> source.entity()
                        .mapping()
                        .transform(source.planName(column))
                        .isEmpty())
                .flatMap(column ->
                        target.counterpart(source, column).map(other -> new ColumnPair(column, other)).stream())
                .toList();
    }
}
