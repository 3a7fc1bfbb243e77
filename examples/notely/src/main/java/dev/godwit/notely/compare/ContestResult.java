package dev.godwit.notely.compare;

import dev.godwit.notely.load.LoadReport;
import dev.godwit.notely.load.WholeLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What users noticed of one journey.
 *
 * @param consistencyMisses wrong answers
 * @param clientErrors answers that were missing, or no answers
 * @param fieldsLost fields that differ at the end from what was written
 * @param notesStranded notes that at the end are still where they should have left, or can't be found by anybody, or are
 *     there although they were deleted
 * @param doubleCounts by how much Notely's counts exceed the notes that there are at the end
 * @param failure why the run says less than it should; nothing was compared where it never began
 */
record ContestResult(
        String strategy,
        String journey,
        long consistencyMisses,
        long clientErrors,
        long fieldsLost,
        long notesStranded,
        long doubleCounts,
        double p99Millis,
        long operations,
        double seconds,
        double deletesPercent,
        List<String> findings,
        Optional<String> failure) {
    ContestResult {
        findings = List.copyOf(findings);
    }

    /**
     * What came of a run.
     *
     * @param left notes that are still in the store that they should have left
     * @param counted how many notes Notely says there are; absent when it can't say
     */
    static ContestResult of(
            Contest contest, long operationsMin, LoadReport report, WholeLook look, long left, OptionalLong counted) {
        List<String> findings = new ArrayList<>();
        report.lastMisses().forEach(miss -> findings.add(miss.text()));
        findings.addAll(look.findings());
        return new ContestResult(
                contest.strategy(),
                contest.journey(),
                report.misses(),
                report.errors(),
                look.fieldsLost(),
                left + look.notesLost() + look.notesBack(),
                look.doubleCounts() + Math.abs(counted.orElse(look.listed()) - look.listed()),
                report.latency().p99Millis(),
                report.operations(),
                report.seconds(),
                report.deletesPercent(),
                findings,
                failure(operationsMin, report, look, counted));
    }

    /** A run that could not be carried out. */
    static ContestResult notRun(Contest contest, String failure) {
        return new ContestResult(
                contest.strategy(), contest.journey(), 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), Optional.of(failure));
    }

    /** Whether nobody noticed anything. */
    boolean clean() {
        return consistencyMisses + clientErrors + fieldsLost + notesStranded + doubleCounts == 0 && failure.isEmpty();
    }

    /** The same strategy on two journeys, as one. */
    ContestResult and(ContestResult other) {
        List<String> all = new ArrayList<>(findings);
        all.addAll(other.findings);
        return new ContestResult(
                strategy,
                journey + ", " + other.journey,
                consistencyMisses + other.consistencyMisses,
                clientErrors + other.clientErrors,
                fieldsLost + other.fieldsLost,
                notesStranded + other.notesStranded,
                doubleCounts + other.doubleCounts,
                Math.max(p99Millis, other.p99Millis),
                operations + other.operations,
                seconds + other.seconds,
                Math.min(deletesPercent, other.deletesPercent),
                all,
                failure.or(other::failure));
    }

    /** For people: one line, which begins with the strategy. */
    String line() {
        String figures = ("%-17s %,8d consistency misses  %,6d client errors  %,6d fields lost  %,6d notes stranded"
                        + "  %,6d double counts  p99 %7.1f ms  %,9d operations  (%s, %.0f s)")
                .formatted(
                        strategy,
                        consistencyMisses,
                        clientErrors,
                        fieldsLost,
                        notesStranded,
                        doubleCounts,
                        p99Millis,
                        operations,
                        journey,
                        seconds);
        return failure.map(why -> figures + "  FAILED: " + why.replaceAll("\\s*\\R\\s*", " | "))
                .orElse(figures);
    }

    private static Optional<String> failure(
            long operationsMin, LoadReport report, WholeLook look, OptionalLong counted) {
        if (report.operations() < operationsMin) {
            return Optional.of("only " + report.operations() + " operations; " + operationsMin + " are needed");
        }
        if (report.deletesPercent() < LoadReport.DELETES_PERCENT_MIN) {
            return Optional.of("only %.1f %% deletes".formatted(report.deletesPercent()));
        }
        if (look.unanswered() > 0 || counted.isEmpty()) {
            return Optional.of("not everything could be looked at in the end");
        }
        return Optional.empty();
    }
}
