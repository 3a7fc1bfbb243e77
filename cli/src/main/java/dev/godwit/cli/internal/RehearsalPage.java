package dev.godwit.cli.internal;

import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.rehearsal.RehearsalReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a rehearsal came to, for people. */
public final class RehearsalPage {
    private RehearsalPage() {}

    /** The verdict first, then what it rests on. */
    public static List<String> lines(RehearsalReport report, Look look) {
        List<String> lines = new ArrayList<>();
        lines.add("Rehearsal of " + report.migration() + ": "
                + look.paint(report.green() ? Paint.DONE : Paint.ATTENTION, report.green() ? "GREEN" : "RED"));
        report.reasons().forEach(reason -> lines.add("  because " + Look.clean(reason)));
        lines.add("");
        lines.add("sample      " + report.units() + " units, " + report.rows() + " rows, seed " + report.seed());
        lines.add("users       " + report.writes() + " writes, " + report.reads() + " reads, " + report.repeats()
                + " repeated");
        lines.add("cutovers    " + pauses(report.cutovers()));
        lines.add("roll-backs  " + pauses(report.rollbacks()));
        lines.add("crashes     " + report.crashes().size()
                + (report.crashes().isEmpty() ? "" : ": " + String.join(", ", report.crashes())));
        lines.add("took        " + report.took().toSeconds() + " s");
        return lines;
    }

    private static String pauses(Pauses pauses) {
        return String.format(
                Locale.ROOT,
                "%d, pauses p50 %.0f ms, p99 %.0f ms, max %.0f ms",
                pauses.count(),
                pauses.p50Millis(),
                pauses.p99Millis(),
                pauses.maxMillis());
    }
}
