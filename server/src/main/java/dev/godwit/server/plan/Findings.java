package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.ProblemsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is wrong with one plan file. Not thread-safe. */
final class Findings {
    private record Finding(int line, Problem problem) {}

    private final String file;
    private final List<Finding> found = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    void report(ErrorCode code, int line, String message) {
        found.add(new Finding(line, Problem.error(code, file + ":" + line, message)));
    }

    /** A problem of the file as a whole. */
    void report(ErrorCode code, String message) {
        found.add(new Finding(0, Problem.error(code, file, message)));
    }

    void notSupported(YamlNode where, String what) {
        report(ErrorCode.PLAN_NOT_SUPPORTED, where.line(), what);
    }

    /** @throws ProblemsException when there is a problem */
    void throwIfAny() {
        if (!found.isEmpty()) {
            ProblemsException.throwIfStopping(found.stream()
                    .sorted(Comparator.comparingInt(Finding::line))
                    .map(Finding::problem)
                    .toList());
        }
    }
}
