package dev.godwit.core;

import java.util.List;

/** Everything that stands in the way of what was asked, at once. Its code is the one of the first problem that stops it. */
public final class ProblemsException extends GodwitException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * An error for these problems.
     *
     * @param problems in the order in which they are read; at least one that {@linkplain Problem#stops stops}
     */
    public ProblemsException(List<Problem> problems) {
        super(first(problems).code(), summary(problems));
        this.problems = List.copyOf(problems);
    }

    /** Throws if one of the problems stops what was asked; warnings do not. */
    public static void throwIfStopping(List<Problem> problems) {
        if (problems.stream().anyMatch(Problem::stops)) {
            throw new ProblemsException(problems);
        }
    }

    /** All of them, warnings too. */
    public List<Problem> problems() {
        return problems;
    }

    private static Problem first(List<Problem> problems) {
        return problems.stream()
                .filter(Problem::stops)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no problem stops"));
    }

    private static String summary(List<Problem> problems) {
        Problem first = first(problems);
        long others = problems.stream().filter(Problem::stops).count() - 1;
        return first.place() + ": " + first.message() + (others == 0 ? "" : " (and " + others + " more)");
    }
}
