package dev.godwit.checkers;

import dev.godwit.checkers.Operation.Kind;
import dev.godwit.checkers.Operation.Outcome;
import dev.godwit.checkers.internal.Explanation;
import dev.godwit.checkers.internal.RegisterSearch;
import dev.godwit.checkers.internal.RegisterSearch.Verdict;
import dev.godwit.core.TimeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Decides whether a history is linearizable: whether each key can have been one register, in one place, all the time. Every
 * key is judged on its own, which is enough (Herlihy and Wing, "Linearizability: a correctness condition for concurrent
 * objects", 1990), and keys are judged in portions, so that memory is bounded by a portion and by the longest history of a
 * key. A key that can't be decided is a violation too. Not thread-safe.
 */
public final class LinearizabilityChecker {
    private static final int TEXTS_MAX = 5;
    private static final int PORTION_OPERATIONS = 200_000;
    /** Spreads keys that follow one another: the golden ratio as a fraction of 2^64. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final TimeSource time;
    private final LongUnaryOperator initial;
    private final Wording wording;
    private final List<String> texts = new ArrayList<>();
    private long operations;
    private long keys;
    private long violations;

    private LinearizabilityChecker(TimeSource time, LongUnaryOperator initial, Wording wording) {
        this.time = time;
        this.initial = initial;
        this.wording = wording;
    }

    /**
     * Judges all reads and writes of a history.
     *
     * @param initial what each key held before, {@link Operation#NOTHING} if it was not there
     */
    public static CheckResult check(History history, LongUnaryOperator initial, Wording wording, TimeSource time) {
        return new LinearizabilityChecker(time, initial, wording).check(history);
    }

    private CheckResult check(History history) {
        long begun = time.monotonicNanos();
        long[] count = {0};
        history.visit(
                key -> {
                    count[0]++;
                    return false;
                },
                operation -> {});
        long portions = count[0] / PORTION_OPERATIONS + 1;
        for (long portion = 0; portion < portions; portion++) {
            long wanted = portion;
            List<Operation> some = new ArrayList<>();
            history.visit(key -> ((key * SPREAD) >>> Integer.SIZE) % portions == wanted, operation -> {
                if (operation.kind() != Kind.TOTAL) {
                    some.add(operation);
                }
            });
            checkPortion(some);
        }
        return new CheckResult(operations, keys, violations, texts, time.since(begun));
    }

    private void checkPortion(List<Operation> some) {
        some.sort(Comparator.comparingLong(Operation::key).thenComparingLong(Operation::calledNanos));
        int start = 0;
        for (int end = 1; end <= some.size(); end++) {
            if (end == some.size() || some.get(end).key() != some.get(start).key()) {
                checkKey(some.subList(start, end));
                start = end;
            }
        }
    }

    private void checkKey(List<Operation> ofKey) {
        long before = initial.applyAsLong(ofKey.getFirst().key());
        keys = keys + 1;
        operations = operations + ofKey.size();
        if (explainedOneByOne(before, ofKey)) {
            return;
        }
        switch (RegisterSearch.search(before, ofKey)) {
            case Verdict.Explained explained -> {}
            case Verdict.Unexplained unexplained -> violation(before, ofKey, unexplained);
            case Verdict.Undecided undecided -> {
                violations = violations + 1;
                tell("key " + wording.key().apply(ofKey.getFirst().key()) + ": not decided, " + undecided.reason());
            }
        }
    }

    private void violation(long before, List<Operation> ofKey, Verdict.Unexplained unexplained) {
        violations = violations + 1;
        if (texts.size() < TEXTS_MAX) {
            tell(Explanation.of(before, ofKey, unexplained, wording));
        }
    }

    private void tell(String text) {
        if (texts.size() < TEXTS_MAX) {
            texts.add(text);
        }
    }

    /** The short way for most keys: nothing overlaps, or nobody wrote. */
    private static boolean explainedOneByOne(long before, List<Operation> byCall) {
        long value = before;
        long returned = Long.MIN_VALUE;
        boolean apart = true;
        boolean written = false;
        for (Operation operation : byCall) {
            if (operation.outcome() != Outcome.OK) {
                return false;
            }
            apart = apart && (returned == Long.MIN_VALUE || operation.calledNanos() > returned);
            returned = Math.max(returned, operation.returnedNanos());
            if (operation.kind() == Kind.WRITE) {
                value = operation.value();
                written = true;
            } else if (operation.value() != value) {
                return false;
            }
            if (written && !apart) {
                return false;
            }
        }
        return true;
    }
}
