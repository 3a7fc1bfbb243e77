package dev.godwit.server.document;

import static dev.godwit.server.document.Markdown.plain;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.ApplicationLatency.Stretch;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.server.words.Figures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How it goes, for colleagues who talk with customers: no names of units, no words of databases. */
public final class NewsDocument {
    private static final double PERCENT = 100.0;

    private NewsDocument() {}

    public static Document of(MigrationStatus status, ApplicationLatency latency, Instant now) {
        Markdown page = new Markdown()
                .title("How the migration goes")
                .paragraph("As of " + minute(now) + ".")
                .paragraph("**" + headline(status) + "**")
                .section("How far it is")
                .paragraph(progress(status))
                .section("What customers can notice")
                .paragraph(notice(status))
                .paragraph(speed(latency))
                .section("When it will be over")
                .paragraph(end(status, now));
        return new Document("How migration " + status.migration() + " goes", page.toString());
    }

    private static String headline(MigrationStatus status) {
        if (status.ended()) {
            return "It is over.";
        }
        if (status.flags().attention().isPresent() || !status.attention().isEmpty()) {
            return "It stands still in part, and somebody looks at it. Customers are not affected by that.";
        }
        if (status.flags().paused().isPresent()) {
            return "It is paused. Nothing changes for customers meanwhile.";
        }
        return "It goes on as planned.";
    }

    private static String progress(MigrationStatus status) {
        if (status.unitsTotal() == 0) {
            return "Nothing has moved yet.";
        }
        return String.format(
                Locale.ROOT,
                "%,d of %,d have moved (%.0f %%).",
                status.unitsMoved(),
                status.unitsTotal(),
                PERCENT * status.unitsMoved() / status.unitsTotal());
    }

    private static String notice(MigrationStatus status) {
        if (status.cutovers().count() == 0) {
            return "Nothing so far. When a customer's data changes its place, saving takes a moment longer, once.";
        }
        return String.format(
                Locale.ROOT,
                "Reading never waits. Saving took longer once for each customer, at the moment when their data changed its"
                        + " place: by %.0f ms for half of them, by %.0f ms at most.",
                status.cutovers().p50Millis(),
                status.cutovers().maxMillis());
    }

    /** Of the slowest store in each part; whether that is a difference is for people to say. */
    private static String speed(ApplicationLatency latency) {
        List<String> parts = new ArrayList<>();
        slowest(latency, Part.BEFORE).ifPresent(millis -> parts.add("before it began " + millis));
        slowest(latency, Part.DURING).ifPresent(millis -> parts.add("while it works " + millis));
        slowest(latency, Part.AFTER).ifPresent(millis -> parts.add("since all has moved " + millis));
        if (parts.isEmpty()) {
            return "How fast the application answers has not been measured.";
        }
        return "Of a hundred actions all but the slowest one usually took at most: " + String.join(", ", parts) + "."
                + (slowest(latency, Part.BEFORE).isPresent() ? "" : " It was not measured before the migration began.");
    }

    private static Optional<String> slowest(ApplicationLatency latency, Part part) {
        return latency.parts().stream()
                .filter(stretch -> stretch.part() == part)
                .map(Stretch::usualP99Millis)
                .max(Double::compare)
                .map(Figures::millis);
    }

    private static String end(MigrationStatus status, Instant now) {
        if (status.ended()) {
            return "It is over.";
        }
        String deadline = status.deadline()
                .map(time -> (time.isBefore(now) ? "It should have been over by " : "It should be over by ")
                        + minute(time) + ".")
                .orElse("Nobody has set a date.");
        return status.estimatedEnd().map(NewsDocument::inWords).orElse("") + deadline;
    }

    private static String inWords(Estimate estimate) {
        return "Everything will probably have moved by " + minute(estimate.likely()) + ", between "
                + minute(estimate.earliest()) + " and " + minute(estimate.latest()) + ". ";
    }

    private static String minute(Instant time) {
        return plain(time.truncatedTo(ChronoUnit.MINUTES).toString());
    }
}
