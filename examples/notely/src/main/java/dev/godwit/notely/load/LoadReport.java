package dev.godwit.notely.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of the load.
 *
 * @param kinds by kind of operation
 * @param requests that were sent; a list is several
 * @param repeats writes that were sent again because they had no answer
 * @param notesGivenUp of which no answer could be had
 * @param errorsByKind timeouts, lost connections and answers such as {@code HTTP 500}
 * @param lastMisses the latest ones
 */
public record LoadReport(
        double seconds,
        int accounts,
        long notes,
        long operations,
        long requests,
        double deletesPercent,
        long misses,
        long errors,
        long repeats,
        long notesGivenUp,
        Latency latency,
        List<Kind> kinds,
        SortedMap<String, Long> errorsByKind,
        List<Miss> lastMisses) {
    /** A run with a smaller share of deletes has not tried what it claims to have tried. */
    public static final int DELETES_PERCENT_MIN = 5;

    private static final double MICROS_PER_MILLI = 1_000;

    /** How long answers took, and how often there were any. */
    public record Latency(double p50Millis, double p95Millis, double p99Millis, double maxMillis) {
        static Latency of(Histogram micros) {
            return new Latency(
                    micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                    micros.getValueAtPercentile(95) / MICROS_PER_MILLI,
                    micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                    micros.getMaxValue() / MICROS_PER_MILLI);
        }
    }

    /** One kind of operation. */
    public record Kind(String operation, long operations, long misses, Latency latency) {}

    static LoadReport of(Tally tally, double seconds, int accounts, long notes) {
        List<Kind> kinds = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            kinds.add(new Kind(
                    operation.text(),
                    tally.operations(operation),
                    tally.misses(operation),
                    Latency.of(tally.latency(operation))));
        }
        Histogram all = tally.latency();
        long operations = tally.operations();
        return new LoadReport(
                seconds,
                accounts,
                notes,
                operations,
                all.getTotalCount(),
                operations == 0 ? 0 : 100.0 * tally.operations(Operation.DELETE) / operations,
                tally.misses(),
                tally.errors(),
                tally.repeats(),
                tally.notesDisowned(),
                Latency.of(all),
                List.copyOf(kinds),
                tally.errorsByKind(),
                tally.lastMisses());
    }

    /** Why the run counts as failed; empty when it does not. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (misses > 0) {
            problems.add(misses + " consistency misses");
        }
        if (errors > 0) {
            problems.add(errors + " errors: " + errorsByKind);
        }
        if (deletesPercent < DELETES_PERCENT_MIN) {
            problems.add(format(
                    "only %.1f %% of the operations were deletes; less than %d %% proves little",
                    deletesPercent, DELETES_PERCENT_MIN));
        }
        return problems;
    }

    /** For people, several lines. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(format(
                "%,d operations in %.1f s by %d accounts with %d notes%n", operations, seconds, accounts, notes));
        text.append(format(
                "%-14s %12s %8s %10s %10s %10s%n", "operation", "total", "misses", "p50 ms", "p95 ms", "p99 ms"));
        for (Kind kind : kinds) {
            text.append(row(kind.operation(), kind.operations(), kind.misses(), kind.latency()));
        }
        text.append(row("all", operations, misses, latency));
        text.append(format(
                "deletes %.1f %%, errors %d %s, writes sent again %d, notes given up %d%n",
                deletesPercent, errors, errorsByKind, repeats, notesGivenUp));
        lastMisses.forEach(miss -> text.append("miss: ").append(miss.text()).append('\n'));
        problems().forEach(problem -> text.append("FAILED: ").append(problem).append('\n'));
        return text.toString();
    }

    /** The same for programs. */
    public String json() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
    }

    private static String row(String name, long total, long misses, Latency latency) {
        return format(
                "%-14s %,12d %8d %10.2f %10.2f %10.2f%n",
                name, total, misses, latency.p50Millis(), latency.p95Millis(), latency.p99Millis());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
