package dev.godwit.rehearsal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Rehearsal;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.engine.rehearsal.Contents;
import dev.godwit.engine.rehearsal.ScratchRows;
import dev.godwit.jdbc.SqlStores;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The two scratch stores of a rehearsal, called as the plan's own. Not thread-safe.
 *
 * @param plan the one that is rehearsed
 */
record Scratch(Plan plan, Store source, Store target) implements AutoCloseable {
    static Scratch open(Plan rehearsed) {
        return new Scratch(rehearsed, open(rehearsed, true), open(rehearsed, false));
    }

    private static Store open(Plan plan, boolean source) {
        return SqlStores.open(plan.keyspace(), plan.address(source ? plan.source() : plan.target()));
    }

    /**
     * Makes sure that these are databases of their own, with empty tables and nothing of Godwit.
     *
     * @param real the stores of the plan
     * @throws GodwitException with {@link ErrorCode#SCRATCH_UNFIT} when they are not
     */
    void requireUnused(Rehearsal rehearsal, List<Store> real) {
        Map<String, String> scratch = Map.of(
                rehearsal.source().name().value(), source.facts().database(),
                rehearsal.target().name().value(), target.facts().database());
        for (Store store : real) {
            String database = store.facts().database();
            scratch.forEach((name, where) -> {
                if (where.equals(database)) {
                    throw new GodwitException(
                            ErrorCode.SCRATCH_UNFIT,
                            "scratch store " + name + " is the database of store " + store.name());
                }
            });
        }
        if (Map.copyOf(scratch).values().stream().distinct().count() < 2) {
            throw new GodwitException(ErrorCode.SCRATCH_UNFIT, "both scratch stores are one database");
        }
        ScratchRows.requireUnused(source, rehearsal.source().name().value(), plan);
        ScratchRows.requireUnused(target, rehearsal.target().name().value(), plan);
    }

    /** What a sample is: how many rows, and their hashes. */
    record Filled(long rows, Contents contents) {}

    Filled fill(Store real, List<UnitId> sample, LongConsumer copied) {
        try (ScratchRows rows = ScratchRows.in(source, plan, sample)) {
            long count = rows.fill(real, copied);
            return new Filled(count, rows.contents(target));
        }
    }

    /** What the source has now that nothing of Godwit is left there. */
    Contents leftInSource(List<UnitId> sample) {
        try (ScratchRows rows = ScratchRows.in(source, plan, sample)) {
            return rows.contents(target);
        }
    }

    /** Removes the rows of the sample and everything of Godwit from both stores. */
    void empty(List<UnitId> sample) {
        for (Store store : List.of(target, source)) {
            try (ScratchRows rows = ScratchRows.in(store, plan, sample)) {
                rows.empty();
            }
        }
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
