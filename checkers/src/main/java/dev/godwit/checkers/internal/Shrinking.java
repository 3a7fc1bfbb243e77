package dev.godwit.checkers.internal;

import dev.godwit.checkers.Operation;
import dev.godwit.checkers.Operation.Kind;
import dev.godwit.checkers.Operation.Outcome;
import dev.godwit.checkers.internal.RegisterSearch.Verdict.Unexplained;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a history that nothing explains as short as it gets while nothing explains it. Only such operations are taken out
 * without which the rest of a good history is good too: a read, or a write together with the reads that may have seen it.
 * The wrong answer and the writes of what it should have been stay. Not thread-safe.
 */
final class Shrinking {
    private final long initial;
    private final Unexplained unexplained;

    private Shrinking(long initial, Unexplained unexplained) {
        this.initial = initial;
        this.unexplained = unexplained;
    }

    static List<Operation> shrink(long initial, List<Operation> operations, Unexplained unexplained) {
        return new Shrinking(initial, unexplained).shrink(operations);
    }

    private List<Operation> shrink(List<Operation> operations) {
        List<Operation> kept = new ArrayList<>(operations);
        kept.removeIf(each -> each.outcome() == Outcome.FAILED);
        for (int size = Integer.highestOneBit(Math.max(1, kept.size() / 2)); size > 0; size /= 2) {
            int sizeBefore;
            do {
                sizeBefore = kept.size();
                kept = withoutRuns(kept, size);
            } while (size == 1 && kept.size() < sizeBefore);
        }
        return kept;
    }

    private List<Operation> withoutRuns(List<Operation> operations, int size) {
        List<Operation> kept = operations;
        int start = 0;
        while (start < kept.size()) {
            List<Operation> fewer = without(kept, kept.subList(start, Math.min(start + size, kept.size())));
            if (fewer.size() < kept.size() && RegisterSearch.search(initial, fewer) instanceof Unexplained) {
                kept = fewer;
            } else {
                start = start + size;
            }
        }
        return kept;
    }

    private List<Operation> without(List<Operation> all, List<Operation> someOfThem) {
        List<Operation> run = someOfThem.stream().filter(each -> !stays(each)).toList();
        Set<Long> written = new HashSet<>();
        run.stream().filter(each -> each.kind() == Kind.WRITE).forEach(each -> written.add(each.value()));
        List<Operation> rest = new ArrayList<>(all);
        rest.removeAll(run);
        rest.removeIf(each -> each.kind() == Kind.READ && written.contains(each.value()));
        return rest;
    }

    private boolean stays(Operation operation) {
        return operation.equals(unexplained.answer())
                || (operation.kind() == Kind.WRITE && unexplained.possible().contains(operation.value()));
    }
}
