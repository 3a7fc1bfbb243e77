package dev.godwit.bench.demo;

import dev.godwit.bench.application.ApplicationReport;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What all application processes have done together.
 *
 * @param heldMillisP99 of the process for which it was worst, as are the other two
 * @param texts wrong answers and errors in words
 */
record Totals(
        long operations,
        long deletes,
        long heldWrites,
        long misses,
        long errors,
        double heldMillisP50,
        double heldMillisP99,
        double heldMillisMax,
        List<String> texts) {

    static Totals of(List<ApplicationReport> reports) {
        return new Totals(
                sum(reports, ApplicationReport::operations),
                sum(reports, ApplicationReport::deletes),
                sum(reports, ApplicationReport::heldWrites),
                sum(reports, ApplicationReport::misses),
                sum(reports, ApplicationReport::errors),
                worst(reports, ApplicationReport::heldMillisP50),
                worst(reports, ApplicationReport::heldMillisP99),
                worst(reports, ApplicationReport::heldMillisMax),
                reports.stream().flatMap(Totals::texts).toList());
    }

    private static java.util.stream.Stream<String> texts(ApplicationReport report) {
        return java.util.stream.Stream.concat(
                report.missTexts().stream().map(text -> "wrong answer: " + text),
                report.errorTexts().stream().map(text -> "error: " + text));
    }

    private static long sum(List<ApplicationReport> reports, ToLongFunction<ApplicationReport> number) {
        return reports.stream().mapToLong(number).sum();
    }

    private static double worst(List<ApplicationReport> reports, ToDoubleFunction<ApplicationReport> number) {
        return reports.stream().mapToDouble(number).max().orElse(0);
    }
}
