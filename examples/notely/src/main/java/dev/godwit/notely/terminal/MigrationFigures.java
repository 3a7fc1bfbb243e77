package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Pauses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The upper part of the migration's page: bars, rates, lag, when it ends, pauses, what holds it up. */
final class MigrationFigures {
    private static final int LABEL = 11;
    private static final int BAR_MAX = 40;
    private static final int BAR_MIN = 8;
    private static final int LINES_MAX = 5;
    private static final String DOT = " \u00b7 ";

    private final MigrationStatus status;
    private final Instant now;
    private final Look look;
    private final List<Component> lines = new ArrayList<>();

    private MigrationFigures(MigrationStatus status, Instant now, Look look) {
        this.status = status;
        this.now = now;
        this.look = look;
    }

    static Component of(MigrationStatus status, Instant now, Look look) {
        MigrationFigures figures = new MigrationFigures(status, now, look);
        figures.progress();
        figures.figures();
        figures.needs();
        return Look.stack(figures.lines);
    }

    private void progress() {
        lines.add(look.heading(status.migration() + ": " + status.keyspace() + ", " + status.source() + " \u2192 "
                + status.target() + ", " + status.stage()));
        List<Progress> all = List.of(
                new Progress("copied", status.rowsCopied(), status.rowsTotal(), " rows" + copyRate()),
                new Progress(
                        "verified",
                        status.rowsVerified(),
                        status.rowsTotal(),
                        " rows" + rate(status.verifyRowsPerSecond())),
                new Progress("moved", status.unitsMoved(), status.unitsTotal(), " units"));
        int widest = all.stream()
                .mapToInt(progress -> progress.text().length())
                .max()
                .orElse(0);
        int columns = Math.clamp(look.width() - LABEL - widest, BAR_MIN, BAR_MAX);
        all.forEach(progress -> bar(progress, columns));
    }

    private String copyRate() {
        return rate(status.copyRowsPerSecond())
                + (status.copyBytesPerSecond() > 0
                        ? DOT + Figures.megabytesPerSecond(status.copyBytesPerSecond())
                        : "");
    }

    private static String rate(double rowsPerSecond) {
        return rowsPerSecond > 0 ? DOT + Figures.rowsPerSecond(rowsPerSecond) : "";
    }

    private void bar(Progress progress, int columns) {
        lines.add(Look.beside(
                look.text(padded(progress.label()), Tone.FAINT),
                look.bar(Figures.share(progress.done(), progress.total()), columns),
                look.withWidth(look.width() - LABEL - columns).text(progress.text(), Tone.NORMAL)));
    }

    private void figures() {
        line("phases", Phases.counted(status.phases()));
        line(
                "lag",
                Figures.millis(status.lagMillis()) + DOT + Figures.count(status.marks())
                        + " rows changed since they were mirrored");
        line(
                "ends",
                status.estimatedEnd().map(end -> Figures.estimate(end, now)).orElse("not known"));
        status.deadline().ifPresent(deadline -> line("deadline", Figures.time(deadline, now)));
        line("cutovers", pauses(status.cutovers()));
        line("roll-backs", pauses(status.rollbacks()));
        status.keyRanges().forEach(range -> line("keys", range));
        status.throttle()
                .ifPresentOrElse(
                        reason -> line("throttled", reason, Tone.BUSY), () -> line("throttled", "no", Tone.FAINT));
    }

    private static String pauses(Pauses pauses) {
        return pauses.count() == 0 ? "none" : Figures.count(pauses.count()) + DOT + "pause " + Figures.pauses(pauses);
    }

    private void needs() {
        status.flags().paused().ifPresent(reason -> line("paused", reason, Tone.BUSY));
        limited("waits", status.waitsFor(), Tone.BUSY);
        limited(
                "alarm",
                status.alarms().stream().map(MigrationStatus.Alarm::message).toList(),
                Tone.BAD);
        status.flags().attention().ifPresent(reason -> line("attention", reason, Tone.BAD));
        limited(
                "attention",
                status.attention().stream()
                        .map(unit -> "unit " + unit.unit() + ": " + unit.reason())
                        .toList(),
                Tone.BAD);
    }

    private void limited(String label, List<String> texts, Tone tone) {
        texts.stream().limit(LINES_MAX).forEach(text -> line(label, text, tone));
        if (texts.size() > LINES_MAX) {
            line(label, "and " + Figures.count(texts.size() - LINES_MAX) + " more", tone);
        }
    }

    private void line(String label, String text) {
        line(label, text, Tone.NORMAL);
    }

    private void line(String label, String text, Tone tone) {
        lines.add(look.line(Cell.faint(padded(label)), new Cell(text, tone)));
    }

    private static String padded(String label) {
        return FittedText.padded(label, LABEL, false);
    }

    private record Progress(String label, long done, long total, String noun) {
        String text() {
            String percent = FittedText.padded(Figures.percent(done, total), 6, true);
            return percent + "  " + Figures.of(done, Math.max(done, total)) + noun;
        }
    }
}
