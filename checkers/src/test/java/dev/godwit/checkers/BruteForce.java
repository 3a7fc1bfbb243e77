package dev.godwit.checkers;

import dev.godwit.checkers.Operation.Kind;
import dev.godwit.checkers.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Tries every order of a few operations on one key: slow, and short enough to be right at sight. */
final class BruteForce {
    private BruteForce() {}

    static boolean explained(long value, List<Operation> operations) {
        boolean allOptional = operations.stream().noneMatch(each -> each.outcome() == Outcome.OK);
        return allOptional || operations.stream().anyMatch(next -> explainedBeginningWith(next, value, operations));
    }

    private static boolean explainedBeginningWith(Operation next, long value, List<Operation> operations) {
        boolean possible = next.outcome() != Outcome.FAILED
                && (next.kind() == Kind.WRITE || next.value() == value)
                && operations.stream()
                        .noneMatch(
                                other -> other.outcome() == Outcome.OK && other.returnedNanos() < next.calledNanos());
        List<Operation> rest = new ArrayList<>(operations);
        rest.remove(next);
        return possible && explained(next.value(), rest);
    }
}
