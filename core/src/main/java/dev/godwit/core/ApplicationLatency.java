package dev.godwit.core;

import java.time.Instant;
import java.util.List;

/**
 * How long the application's transactions took before, during and after a migration, as its routers measured it. Aggregates
 * of a bounded size, however long the migration lasts.
 *
 * @param parts what each part comes to, by store, in their order
 * @param stages the same by stage of the migration, in the order in which they came
 * @param remarks what has to be known to read this, for people: above all why something is not there
 */
public record ApplicationLatency(List<Stretch> parts, List<Stretch> stages, List<String> remarks) {
    /** Nobody keeps it. */
    public static final ApplicationLatency NONE = new ApplicationLatency(List.of(), List.of(), List.of());

    public ApplicationLatency {
        parts = List.copyOf(parts);
        stages = List.copyOf(stages);
        remarks = List.copyOf(remarks);
    }

    /** What the migration did meanwhile. */
    public enum Part {
        /** Its stores were prepared, and no unit had begun to move. */
        BEFORE("before"),
        /** It worked. */
        DURING("during"),
        /** It had begun and rested: it was paused, or waited for a person. */
        BETWEEN("at rest"),
        /** All that it should move had moved, or was taken back. */
        AFTER("after");

        private final String inWords;

        Part(String inWords) {
            this.inWords = inWords;
        }

        public String inWords() {
            return inWords;
        }
    }

    /**
     * What routers said of one store while one thing went on. A report is of the transactions of about one second of one
     * router, if there were enough of them.
     *
     * @param stage of the migration; empty where it makes no difference
     * @param from when the first of these reports came
     * @param until when the last of them came
     * @param operations the transactions of all reports
     * @param usualP99Millis the median of the 99th percentiles in the reports
     * @param worstP99Millis the highest of them
     */
    public record Stretch(
            Part part,
            String stage,
            StoreName store,
            Instant from,
            Instant until,
            long reports,
            long operations,
            double usualP99Millis,
            double worstP99Millis) {
        /** For people: what went on. */
        public String inWords() {
            return stage.isEmpty() ? part.inWords() : part.inWords() + ": " + stage;
        }
    }
}
