package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ColumnFacts;
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
        List<Problem> problems = new ArrayList<>();
        for (TablePair pair : context.pairs()) {
            String key = pair.source().entity().key().getFirst();
            Optional<ColumnFacts> source = pair.source().facts().column(key);
            Optional<ColumnFacts> target = pair.target().facts().column(key);
            String name = pair.source().entity().name() + "." + key;
            if (source.isPresent()
                    && target.isPresent()
                    && canCollide(source.get(), target.get())
                    && !context.plan().accept().keysFromBothStores().contains(name)) {
                problems.add(Problem.error(
                        ErrorCode.KEY_GENERATED_TWICE,
                        pair.target().place(key),
                        "both stores generate this key from overlapping sequences (" + describe(source.get()) + " and "
                                + describe(target.get()) + "); accept it as " + name));
            }
        }
        return problems;
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
