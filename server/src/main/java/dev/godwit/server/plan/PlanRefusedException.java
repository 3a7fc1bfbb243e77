package dev.godwit.server.plan;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Problem;
import java.util.List;

/** A plan file that can't be used, with everything that is wrong with it. Its code is the one of the first problem. */
public final class PlanRefusedException extends GodwitException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    PlanRefusedException(List<Problem> problems) {
        super(problems.getFirst().code(), summary(problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of their lines. */
    public List<Problem> problems() {
        return problems;
    }

    private static String summary(List<Problem> problems) {
        Problem first = problems.getFirst();
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return first.place() + ": " + first.message() + more;
    }
}
