package dev.godwit.checkers.internal;

import dev.godwit.checkers.Operation;
import dev.godwit.checkers.Operation.Kind;
import dev.godwit.checkers.Operation.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Searches for an order in which the operations on one key explain all answers: each takes effect at one moment between
 * its call and its return, and a read gives what was written last. A write of unknown outcome may take effect at any time
 * after its call, or never.
 *
 * <p>It is Wing and Gong's search ("Testing and verifying concurrent objects", 1993) done just in time, as in Lowe's
 * "Testing for linearizability" (2017): calls and returns are gone through in the order of time, with the set of all
 * situations that explain what was answered so far. A write takes effect no earlier than some return needs it; a read as
 * soon as its value is there, which never takes a chance from another operation. Few operations are open at a time, so the
 * set is small, and when it becomes empty the return that emptied it is the first answer that nothing explains.
 *
 * <p>Not thread-safe.
 */
public final class RegisterSearch {
    /** More situations than this are not gone through. */
    private static final int SITUATIONS_MAX = 50_000;

    private final long initial;
    private final List<Operation> byCall;
    private final List<Operation> byReturn;
    private final Map<Long, Integer> readsLeft = new HashMap<>();
    private final Operation[] open = new Operation[Long.SIZE];
    private long free = -1;
    private Set<Situation> situations = new HashSet<>();

    /**
     * A way in which it can be.
     *
     * @param value what the key holds
     * @param effective the open operations that have taken effect, a bit for each place
     */
    private record Situation(long value, long effective) {}

    /** What came out. */
    public sealed interface Verdict {
        /** There is such an order. */
        record Explained() implements Verdict {}

        /**
         * There is none.
         *
         * @param answer the first that nothing explains; always a read, for a write can take effect whatever there is
         * @param possible the values that the key can have had when it was given
         */
        record Unexplained(Operation answer, Set<Long> possible) implements Verdict {}

        /** Too much is open at once. */
        record Undecided(String reason) implements Verdict {}
    }

    private RegisterSearch(long initial, List<Operation> operations) {
        this.initial = initial;
        operations.stream()
                .filter(each -> each.kind() == Kind.READ)
                .forEach(each -> readsLeft.merge(each.value(), 1, Integer::sum));
        this.byCall = operations.stream()
                .filter(this::matters)
                .sorted(Comparator.comparingLong(Operation::calledNanos))
                .toList();
        this.byReturn = byCall.stream()
                .filter(each -> each.outcome() == Outcome.OK)
                .sorted(Comparator.comparingLong(Operation::returnedNanos))
                .toList();
    }

    /** Judges the reads and writes of one key, which held the initial value before all of them. */
    public static Verdict search(long initial, List<Operation> operations) {
        return new RegisterSearch(initial, operations).run();
    }

    /** What may never have happened and was never seen explains nothing. */
    private boolean matters(Operation operation) {
        return switch (operation.outcome()) {
            case OK -> true;
            case FAILED -> false;
            case UNKNOWN -> operation.kind() == Kind.WRITE && readsLeft.containsKey(operation.value());
        };
    }

    private Verdict run() {
        situations.add(new Situation(initial, 0));
        int called = 0;
        for (Operation returned : byReturn) {
            // At the same nanosecond calls come first: what may have overlapped is taken to have done so.
            while (called < byCall.size() && byCall.get(called).calledNanos() <= returned.returnedNanos()) {
                if (free == 0) {
                    return new Verdict.Undecided("more than " + Long.SIZE + " operations are open at once");
                }
                call(byCall.get(called));
                called = called + 1;
            }
            Optional<Verdict> end = complete(returned);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return new Verdict.Explained();
    }

    private void call(Operation operation) {
        open[Long.numberOfTrailingZeros(free)] = operation;
        free &= free - 1;
        if (operation.kind() == Kind.READ) {
            Set<Situation> next = new HashSet<>();
            situations.forEach(each -> next.add(withReads(each.value(), each.effective())));
            situations = next;
        }
    }

    /** Keeps the situations in which the operation has taken effect by now, and forgets it. */
    private Optional<Verdict> complete(Operation returned) {
        long bit = 1L << place(returned);
        Set<Situation> done = new HashSet<>();
        Set<Situation> seen = new HashSet<>(situations);
        Deque<Situation> left = new ArrayDeque<>(situations);
        while (!left.isEmpty()) {
            Situation situation = left.remove();
            if ((situation.effective() & bit) != 0) {
                done.add(new Situation(situation.value(), situation.effective() & ~bit));
                continue;
            }
            for (Situation next : afterOneWrite(situation)) {
                if (seen.add(next)) {
                    left.add(next);
                }
            }
            if (seen.size() > SITUATIONS_MAX) {
                return Optional.of(new Verdict.Undecided("more than " + SITUATIONS_MAX + " situations are possible"));
            }
        }
        if (done.isEmpty()) {
            Set<Long> possible = new TreeSet<>();
            seen.forEach(each -> possible.add(each.value()));
            return Optional.of(new Verdict.Unexplained(returned, possible));
        }
        free |= bit;
        situations = done;
        if (returned.kind() == Kind.READ && readsLeft.merge(returned.value(), -1, Integer::sum) == 0) {
            forgetUnanswered(returned.value());
        }
        return Optional.empty();
    }

    /** Nobody will read this value any more: whether an unanswered write of it happens makes no difference. */
    private void forgetUnanswered(long value) {
        long useless = 0;
        for (long rest = ~free; rest != 0; rest &= rest - 1) {
            int place = Long.numberOfTrailingZeros(rest);
            if (open[place].outcome() == Outcome.UNKNOWN && open[place].value() == value) {
                useless |= 1L << place;
            }
        }
        if (useless != 0) {
            long others = ~useless;
            free |= useless;
            situations = situations.stream()
                    .map(each -> new Situation(each.value(), each.effective() & others))
                    .collect(Collectors.toSet());
        }
    }

    private int place(Operation operation) {
        for (int place = 0; place < open.length; place++) {
            if ((free & (1L << place)) == 0 && operation.equals(open[place])) {
                return place;
            }
        }
        throw new IllegalStateException("it returned and was never called: " + operation);
    }

    private List<Situation> afterOneWrite(Situation situation) {
        List<Situation> next = new ArrayList<>();
        Set<Long> unanswered = new HashSet<>();
        for (long rest = ~free & ~situation.effective(); rest != 0; rest &= rest - 1) {
            int place = Long.numberOfTrailingZeros(rest);
            // Of several unanswered writes of one value any is as good as the others.
            if (open[place].kind() == Kind.WRITE
                    && (open[place].outcome() == Outcome.OK || unanswered.add(open[place].value()))) {
                next.add(withReads(open[place].value(), situation.effective() | (1L << place)));
            }
        }
        return next;
    }

    /** Lets every open read of this value take effect. */
    private Situation withReads(long value, long effective) {
        long all = effective;
        for (long rest = ~free & ~effective; rest != 0; rest &= rest - 1) {
            int place = Long.numberOfTrailingZeros(rest);
            if (open[place].kind() == Kind.READ && open[place].value() == value) {
                all |= 1L << place;
            }
        }
        return new Situation(value, all);
    }
}
