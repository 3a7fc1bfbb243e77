package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.UnitRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two stores never hand out the same key: while units of one table live in both, each generates from values that the
 * other's sequence does not reach. */
final class GeneratedKeysCheck implements Check {
    /** Sequences that are this far apart are taken as ranges of their own. */
    private static final long RANGE = 1_000_000_000L;

    @Override
    public List<Problem> examine(PreflightContext context) {
        if (context.plan().keys() == Plan.Keys.RANGES) {
            // The stores are asked more closely then: see KeyRangesTrial.
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        for (TablePair pair : context.pairs()) {
            if (!keyHoldsUnit(pair.source().entity())) {
                pair.source()
                        .entity()
                        .key()
                        .forEach(key -> judge(context, pair, key).ifPresent(problems::add));
            }
        }
        return problems;
    }

    /** Then two stores can hand out the same number for rows of different units only, which have different keys. */
    private static boolean keyHoldsUnit(Entity entity) {
        return entity.unit() instanceof UnitRule.Columns columns && entity.key().containsAll(columns.columns());
    }

    private static Optional<Problem> judge(PreflightContext context, TablePair pair, String key) {
        Optional<ColumnFacts> source = column(pair.source(), key);
        Optional<ColumnFacts> target = column(pair.target(), key);
        String name = pair.source().entity().name() + "." + key;
        return source.isPresent()
                        && target.isPresent()
                        && canCollide(source.get(), target.get())
                        && !context.plan().accept().keysFromBothStores().contains(name)
                ? Optional.of(Problem.error(
                        ErrorCode.KEY_GENERATED_TWICE,
                        pair.target().place(target.get().name()),
                        "both stores generate this key from overlapping sequences (" + describe(source.get()) + " and "
                                + describe(target.get()) + "); accept it as " + name))
                : Optional.empty();
    }

    private static Optional<ColumnFacts> column(TableInStore table, String key) {
        return table.facts().column(table.entity().columnIn(table.store().store(), key));
    }

    private static boolean canCollide(ColumnFacts source, ColumnFacts target) {
        if (!source.identity() || !target.identity()) {
            return false;
        }
        long distance = Math.abs(
                source.sequenceStart().orElse(1L) - target.sequenceStart().orElse(1L));
        return distance < RANGE && distance % commonStep(source, target) == 0;
    }

    /** Two sequences meet if and only if their distance is a multiple of their steps' greatest common divisor. */
    private static long commonStep(ColumnFacts source, ColumnFacts target) {
        long left = Math.abs(source.sequenceIncrement().orElse(1L));
        long right = Math.abs(target.sequenceIncrement().orElse(1L));
        while (right != 0) {
            long rest = left % right;
            left = right;
            right = rest;
        }
        return Math.max(1, left);
    }

    private static String describe(ColumnFacts column) {
        return "next " + column.sequenceStart().orElse(1L) + ", step "
                + column.sequenceIncrement().orElse(1L);
    }
}
