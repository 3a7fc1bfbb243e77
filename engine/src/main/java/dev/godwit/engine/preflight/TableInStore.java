package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An entity's table in one of the stores. */
record TableInStore(StoreFacts store, Entity entity, TableFacts facts) {
    /** How a problem names the table. */
    String place() {
        return store.store() + ": " + facts.name();
    }

    /** How a problem names a column of the table. */
    String place(String column) {
        return place() + "." + column;
    }

    /** A problem with a list of things that the table has, if it has any. */
    Optional<Problem> refuse(ErrorCode code, List<String> things, String noun) {
        return things.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.error(code, place(), noun + ": " + String.join(", ", things)));
    }

    /** The columns of the plan's key, as this store calls them. */
    List<String> keyNames() {
        return here(entity.key());
    }

    /** The columns that decide on the unit of a row, as this store calls them. */
    List<String> unitNames() {
        return here(entity.unit().columns());
    }

    /** The columns that the plan names for its key or unit. */
    List<String> named() {
        return Stream.concat(keyNames().stream(), unitNames().stream())
                .distinct()
                .toList();
    }

    /** The column whose values are those of another store's, by the plan's names for both. */
    Optional<ColumnFacts> counterpart(TableInStore other, ColumnFacts column) {
        String name = other.planName(column);
        return entity.mapping().carries(name) ? facts.column(entity.columnIn(store.store(), name)) : Optional.empty();
    }

    /** The column that the plan calls so. */
    Optional<ColumnFacts> called(String name) {
        return facts.column(entity.columnIn(store.store(), name));
    }

    /** What the plan calls a column of this table. */
    String planName(ColumnFacts column) {
        return entity.columnOf(store.store(), column.name());
    }

    private List<String> here(List<String> columns) {
        return columns.stream()
                .map(column -> entity.columnIn(store.store(), column))
                .toList();
    }
}
