package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import java.util.List;
import java.util.Optional;

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

    Optional<ColumnFacts> keyColumn() {
        return facts.column(entity.key().getFirst());
    }

    Optional<ColumnFacts> unitColumn() {
        return facts.column(entity.unit().columns().getFirst());
    }
}
