package dev.godwit.bench.demo;

import dev.godwit.bench.baseline.Commits;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Pauses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came out of the demonstration.
 *
 * @param rollBackSeconds from the command until the whole first wave was back
 * @param commits how long as many commits as a cutover makes took in a row during the story
 * @param checks what the checkers found
 * @param legacyRows what is left in the old store
 */
record DemoFigures(
        Totals users,
        MigrationStatus status,
        double copyRowsPerSecond,
        double rollBackSeconds,
        Commits.Millis commits,
        DemoChecks checks,
        long legacyRows,
        double seconds) {
    static final long OPERATIONS_MIN = 100_000;
    private static final double DELETES_MIN = 0.05;
    private static final long HELD_MIN = 1_000;
    private static final double PAUSE_P99_MILLIS_MAX = 75;
    private static final double COMMITS_RATIO_MAX = 2;

    /** The figures by their labels, for people and for JSON. */
    Map<String, Object> labelled() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("operations", users.operations());
        figures.put("deletes", users.deletes());
        figures.put("held writes", users.heldWrites());
        figures.put("consistency misses", users.misses());
        figures.put("client errors", users.errors());
        figures.put("rows copied", status.rowsCopied());
        figures.put("rows verified", status.rowsVerified());
        figures.put("copy rate", "%,.0f rows/s".formatted(copyRowsPerSecond));
        figures.put("cutover pause p50/p99/max", pauses(status.cutovers()));
        figures.put("five commits meanwhile p50/p99", "%.1f / %.1f ms".formatted(commits.p50(), commits.p99()));
        figures.put(
                "held operations p50/p99/max",
                millis(users.heldMillisP50(), users.heldMillisP99(), users.heldMillisMax()));
        figures.put("roll-back pause p50/p99/max", pauses(status.rollbacks()));
        figures.put("roll-back of the first wave", "%.1f s".formatted(rollBackSeconds));
        figures.putAll(checks.labelled());
        figures.put("rows left in legacy", legacyRows);
        figures.put("time", "%.0f s".formatted(seconds));
        return figures;
    }

    /** Every promise that was not kept, in words. */
    List<String> broken(boolean full) {
        List<String> broken = new ArrayList<>();
        check(broken, users.misses() == 0, "consistency misses: " + users.misses() + ", allowed 0");
        check(broken, users.errors() == 0, "client errors: " + users.errors() + ", allowed 0");
        broken.addAll(checks.broken());
        check(broken, legacyRows == 0, "rows left in legacy: " + legacyRows + ", allowed 0");
        check(
                broken,
                users.deletes() >= DELETES_MIN * users.operations(),
                "deletes: %d, at least 5 %% of %d".formatted(users.deletes(), users.operations()));
        check(
                broken,
                status.cutovers().p99Millis() <= pauseMillisMax(),
                "cutover pause p99: %.1f ms, allowed %.1f ms"
                        .formatted(status.cutovers().p99Millis(), pauseMillisMax()));
        if (full) {
            check(
                    broken,
                    users.operations() >= OPERATIONS_MIN,
                    "operations: " + users.operations() + ", at least " + OPERATIONS_MIN);
            check(
                    broken,
                    users.heldWrites() >= HELD_MIN,
                    "held writes: " + users.heldWrites() + ", at least " + HELD_MIN);
        }
        return broken;
    }

    /** Where commits alone take long, a cutover can't be quick. */
    private double pauseMillisMax() {
        return Math.max(PAUSE_P99_MILLIS_MAX, COMMITS_RATIO_MAX * commits.p99());
    }

    private static void check(List<String> broken, boolean kept, String otherwise) {
        if (!kept) {
            broken.add(otherwise);
        }
    }

    private static String pauses(Pauses pauses) {
        return millis(pauses.p50Millis(), pauses.p99Millis(), pauses.maxMillis());
    }

    private static String millis(double p50, double p99, double max) {
        return "%.1f / %.1f / %.1f ms".formatted(p50, p99, max);
    }
}
