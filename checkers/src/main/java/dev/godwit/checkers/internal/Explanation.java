package dev.godwit.checkers.internal;

import dev.godwit.checkers.Operation;
import dev.godwit.checkers.Operation.Outcome;
import dev.godwit.checkers.Wording;
import dev.godwit.checkers.internal.RegisterSearch.Verdict.Unexplained;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Tells people why a history has no explanation, by its shortest part that has none. Stateless. */
public final class Explanation {
    private static final int LINES_MAX = 30;
    private static final double NANOS_PER_MILLI = 1e6;

    private Explanation() {}

    /** Explains a wrong answer among the operations on one key. */
    public static String of(long initial, List<Operation> operations, Unexplained unexplained, Wording wording) {
        List<Operation> part = Shrinking.shrink(initial, operations, unexplained);
        part.sort(Comparator.comparingLong(Operation::calledNanos));
        long begun = part.getFirst().calledNanos();
        String lines = part.stream()
                .limit(LINES_MAX)
                .map(each -> "\n    " + line(each, begun, wording))
                .collect(Collectors.joining());
        return "key " + wording.key().apply(part.getFirst().key()) + ": " + reason(unexplained, wording)
                + "\n    before: " + wording.valueOrNothing(initial) + lines;
    }

    private static String reason(Unexplained unexplained, Wording wording) {
        return "read "
                + wording.valueOrNothing(unexplained.answer().value())
                + " when it can only have been "
                + unexplained.possible().stream().map(wording::valueOrNothing).collect(Collectors.joining(" or "));
    }

    private static String line(Operation operation, long begun, Wording wording) {
        String end = operation.outcome() == Outcome.OK ? millis(operation.returnedNanos() - begun) : "(no answer)";
        String what = switch (operation.kind()) {
            case READ -> "read ";
            case WRITE -> "wrote ";
            case TOTAL -> "total ";
        };
        return "%s to %s ms  %s%s  by %s"
                .formatted(
                        millis(operation.calledNanos() - begun),
                        end,
                        what,
                        wording.valueOrNothing(operation.value()),
                        operation.who());
    }

    private static String millis(long nanos) {
        return "%.3f".formatted(nanos / NANOS_PER_MILLI);
    }
}
