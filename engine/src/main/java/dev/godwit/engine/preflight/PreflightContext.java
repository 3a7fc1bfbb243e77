package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the checks judge.
 *
 * @param facts of the stores that could be asked
 */
record PreflightContext(Plan plan, Map<StoreName, StoreFacts> facts, History history) {
    Optional<StoreFacts> source() {
        return Optional.ofNullable(facts.get(plan.source()));
    }

    Optional<StoreFacts> target() {
        return Optional.ofNullable(facts.get(plan.target()));
    }

    /** Source first. */
    List<StoreFacts> stores() {
        return Stream.concat(source().stream(), target().stream()).toList();
    }

    /** The tables that exist, by entity, the source's first. */
    List<TableInStore> tables() {
        return plan.keyspace().entities().stream()
                .flatMap(entity -> stores().stream().flatMap(store -> table(entity, store).stream()))
                .toList();
    }

    /** The entities whose tables exist in both stores. */
    List<TablePair> pairs() {
        List<TablePair> pairs = new ArrayList<>();
        for (Entity entity : plan.keyspace().entities()) {
            Optional<TableInStore> from = source().flatMap(store -> table(entity, store));
            Optional<TableInStore> to = target().flatMap(store -> table(entity, store));
            if (from.isPresent() && to.isPresent()) {
                pairs.add(new TablePair(from.get(), to.get()));
            }
        }
        return pairs;
    }

    /** One problem per table for which there is something to say. */
    List<Problem> eachTable(Function<TableInStore, Optional<Problem>> judge) {
        return tables().stream().flatMap(table -> judge.apply(table).stream()).toList();
    }

    private static Optional<TableInStore> table(Entity entity, StoreFacts store) {
        return Optional.ofNullable(store.tables().get(entity.name()))
                .map(facts -> new TableInStore(store, entity, facts));
    }
}
