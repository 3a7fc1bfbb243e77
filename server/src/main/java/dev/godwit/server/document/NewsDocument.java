package dev.godwit.server.document;

import static dev.godwit.server.document.Markdown.plain;

import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Estimate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How it goes, for colleagues who talk with customers: no names of units, no words of databases. */
public final class NewsDocument {
    private static final double PERCENT = 100.0;

    private NewsDocument() {}

    public static Document of(MigrationStatus status, Instant now) {
        Markdown page = new Markdown()
                .title("How the migration goes")
                .paragraph("As of " + minute(now) + ".")
                .paragraph("**" + headline(status) + "**")
                .section("How far it is")
                .paragraph(progress(status))
                .section("What customers can notice")
                .paragraph(notice(status))
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
