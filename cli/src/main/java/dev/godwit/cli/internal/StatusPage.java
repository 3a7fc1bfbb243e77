package dev.godwit.cli.internal;

import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.UnitAttention;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import dev.godwit.server.words.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A migration on a page: bars, rates, when it will end, what waits and why. A pure function of the status, the time and
 * the look of the terminal; no line is wider than the terminal.
 */
public final class StatusPage {
    private static final int LABEL_WIDTH = 11;
    private static final int BAR_MAX = 40;
    private static final int ATTENTION_LINES_MAX = 5;
    private static final int WAITS_LINES_MAX = 4;

    private final MigrationStatus status;
    private final Look look;
    private final Instant now;
    private final List<String> lines = new ArrayList<>();

    private StatusPage(MigrationStatus status, Look look, Instant now) {
        this.status = status;
        this.look = look;
        this.now = now;
    }

    public static List<String> render(MigrationStatus status, Look look, Instant now) {
        StatusPage page = new StatusPage(status, look, now);
        page.title();
        page.progress();
        page.figures();
        page.waves();
        page.needs();
        return List.copyOf(page.lines);
    }

    private void title() {
        String title = status.migration() + ": " + status.keyspace() + ", " + status.source() + look.arrow()
                + status.target() + ", " + status.stage();
        lines.add(look.paint(Paint.TITLE, look.cut(title, look.width())));
    }

    private void progress() {
        bar("copied", status.rowsCopied(), status.rowsTotal(), "rows", rates());
        bar("verified", status.rowsVerified(), status.rowsTotal(), "rows", rate(status.verifyRowsPerSecond()));
        bar("moved", status.unitsMoved(), status.unitsTotal(), "units", "");
    }

    private String rates() {
        String bytes = status.copyBytesPerSecond() > 0
                ? look.separator() + Figures.megabytesPerSecond(status.copyBytesPerSecond())
                : "";
        return rate(status.copyRowsPerSecond()) + bytes;
    }

    private String rate(double rowsPerSecond) {
        return rowsPerSecond > 0 ? Figures.rowsPerSecond(rowsPerSecond) : "";
    }

    private void bar(String label, long done, long total, String noun, String rate) {
        int columns = Math.max(8, Math.min(BAR_MAX, look.width() / 4));
        double share = Figures.share(done, total);
        String bar = look.bar(share, columns);
        String text = String.format(Locale.ROOT, " %5s  ", Figures.percent(done, total))
                + Figures.of(done, Math.max(done, total)) + " " + noun
                + (rate.isEmpty() ? "" : look.separator() + rate);
        String painted = share >= 1 ? look.paint(Paint.DONE, bar) : bar;
        lines.add(label(label) + painted + look.cut(text, look.width() - LABEL_WIDTH - columns));
    }

    private void figures() {
        line("phases", phases(status.phases()));
        line(
                "lag",
                Figures.millis(status.lagMillis()) + look.separator() + Figures.count(status.marks())
                        + " rows changed since they were mirrored");
        status.estimatedEnd().ifPresent(estimate -> line("ends", Figures.estimate(estimate, now) + deadline()));
        if (status.estimatedEnd().isEmpty()) {
            status.deadline().ifPresent(deadline -> line("deadline", Figures.time(deadline, now)));
        }
        if (status.cutovers().count() > 0) {
            line("cutovers", pauses(status.cutovers()));
        }
        if (status.rollbacks().count() > 0) {
            line("roll-backs", pauses(status.rollbacks()));
        }
        status.keyRanges().forEach(range -> line("keys", range));
        status.throttle()
                .filter(reason -> !status.waitsFor().contains(reason))
                .ifPresent(reason -> line("throttled", reason));
    }

    private String deadline() {
        return status.deadline()
                .map(deadline -> look.separator() + "deadline " + Figures.time(deadline, now))
                .orElse("");
    }

    private String pauses(MigrationStatus.Pauses pauses) {
        return Figures.count(pauses.count()) + look.separator() + "pause " + Figures.pauses(pauses);
    }

    private String phases(Map<Phase, Long> phases) {
        String counted = new TreeMap<>(phases)
                .entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> Figures.count(entry.getValue()) + " "
                                + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(look.separator()));
        return counted.isEmpty() ? "no unit yet" : counted;
    }

    private void waves() {
        for (WaveStatus wave : status.waves()) {
            String flags = wave.flags()
                            .paused()
                            .map(reason -> look.separator() + "paused: " + reason)
                            .orElse("")
                    + wave.flags()
                            .attention()
                            .map(reason -> look.separator() + "attention: " + reason)
                            .orElse("");
            String approval =
                    wave.approvalWanted() ? look.separator() + "wants 'godwit approve --wave " + wave.name() + "'" : "";
            line("wave", wave.name() + look.separator() + wave.stage() + units(wave) + flags + approval);
        }
    }

    /** A wave's units are chosen when it begins. */
    private String units(WaveStatus wave) {
        return wave.units() == 0 ? "" : look.separator() + Figures.of(wave.moved(), wave.units()) + " units moved";
    }

    private void needs() {
        status.flags().paused().ifPresent(reason -> line(Paint.WAITS, "paused", reason));
        status.waitsFor().stream().limit(WAITS_LINES_MAX).forEach(reason -> line(Paint.WAITS, "waits", reason));
        more(status.waitsFor().size() - WAITS_LINES_MAX, "waits");
        status.alarms().forEach(alarm -> line(Paint.ATTENTION, "alarm", alarm.inWords()));
        status.flags().attention().ifPresent(reason -> line(Paint.ATTENTION, "attention", reason));
        for (UnitAttention unit :
                status.attention().stream().limit(ATTENTION_LINES_MAX).toList()) {
            line(Paint.ATTENTION, "attention", "unit " + unit.unit() + ": " + unit.reason());
        }
        more(status.attention().size() - ATTENTION_LINES_MAX, "attention");
    }

    private void more(int hidden, String label) {
        if (hidden > 0) {
            line(label, "and " + Figures.count(hidden) + " more");
        }
    }

    private void line(String label, String text) {
        lines.add(label(label) + look.cut(text, look.width() - LABEL_WIDTH));
    }

    private void line(Paint paint, String label, String text) {
        lines.add(label(label) + look.paint(paint, look.cut(text, look.width() - LABEL_WIDTH)));
    }

    private String label(String label) {
        return look.paint(Paint.LABEL, String.format(Locale.ROOT, "%-" + LABEL_WIDTH + "s", label));
    }
}
