package dev.godwit.cli.internal;

import dev.godwit.core.Problem;
import java.util.ArrayList;
import java.util.List;

/** Problems as people read them: where, what, what to do; the next step once for problems that share it. */
public final class Problems {
    private Problems() {}

    /** Two lines per problem, and a last one that counts them. */
    public static List<String> render(List<Problem> problems, Look look) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < problems.size(); i++) {
            Problem problem = problems.get(i);
            String word = problem.stops() ? "error" : "warning";
            Paint paint = problem.stops() ? Paint.ATTENTION : Paint.WAITS;
            lines.add(look.paint(paint, word) + " " + problem.code() + " " + Look.clean(problem.place()) + ": "
                    + Look.clean(problem.message()));
            boolean repeated = i + 1 < problems.size() && problems.get(i + 1).code() == problem.code();
            if (!repeated) {
                lines.add("  Next: " + problem.code().nextStep() + " ("
                        + problem.code().page() + ")");
            }
        }
        lines.add(summary(problems));
        return lines;
    }

    /** What was looked at to find them. */
    public static List<String> looked(List<String> looked, Look look) {
        return looked.stream()
                .map(line -> look.paint(Paint.LABEL, "info") + " " + Look.clean(line))
                .toList();
    }

    private static String summary(List<Problem> problems) {
        long errors = problems.stream().filter(Problem::stops).count();
        long warnings = problems.size() - errors;
        if (errors > 0) {
            return counted(errors, "error") + ", " + counted(warnings, "warning") + ". Nothing was changed.";
        }
        return "No error, " + counted(warnings, "warning") + ". The migration may start.";
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
