package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import dev.godwit.notely.terminal.DeploymentView.Overlap;
import dev.godwit.notely.terminal.DeploymentView.VersionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deployments on the first page: the state with its bar, and two versions side by side. */
final class DeploymentSection {
    private static final int GAP = 3;
    private static final int BAR_MAX = 40;
    private static final int FAILURE_LINES_MAX = 12;
    private static final String DOT = " \u00b7 ";

    private DeploymentSection() {}

    /** What the controller does now, how long the overlap still takes, why the last deployment failed. */
    static Component state(DeploymentView deployment, Look look) {
        List<Component> lines = new ArrayList<>();
        Tone tone = deployment.failure().isPresent()
                ? Tone.BAD
                : deployment.overlap().isPresent() || !deployment.state().equals("READY") ? Tone.BUSY : Tone.GOOD;
        lines.add(look.line(
                new Cell("Deployment  ", Tone.HEADING),
                new Cell(deployment.state(), tone),
                Cell.of(deployment.step().isEmpty() ? "" : "  " + deployment.step())));
        deployment.overlap().ifPresent(overlap -> lines.add(bar(overlap, look)));
        deployment
                .failure()
                .ifPresent(failure -> failure.lines()
                        .limit(FAILURE_LINES_MAX)
                        .map(line -> look.text(line, Tone.BAD))
                        .forEach(lines::add));
        return Look.stack(lines);
    }

    /** The current and the previous version. */
    static Component versions(DeploymentView deployment, Instant now, Look look) {
        Look half = look.withWidth((look.width() - GAP) / 2);
        return Look.beside(
                Look.fixed(version("Current", deployment.current(), now, half), half.width()),
                Look.gap(GAP),
                version("Previous", deployment.previous(), now, half));
    }

    private static Component bar(Overlap overlap, Look look) {
        int columns = Math.min(BAR_MAX, look.width() / 2);
        double share =
                Figures.share(overlap.passed().toMillis(), overlap.whole().toMillis());
        String left = "  " + Figures.secondsLeft(overlap.left()) + " left of " + Figures.secondsLeft(overlap.whole());
        return Look.beside(
                look.bar(share, columns), look.withWidth(look.width() - columns).text(left, Tone.NORMAL));
    }

    private static Component version(String title, Optional<VersionView> version, Instant now, Look look) {
        return version.map(present -> present(title, present, now, look))
                .orElseGet(() -> Look.stack(look.heading(title), look.text("none", Tone.FAINT)));
    }

    private static Component present(String title, VersionView version, Instant now, Look look) {
        List<Column> columns = List.of(
                Column.flexible("Operation"),
                Column.flexible("Status"),
                Column.number("Total"),
                Column.number("RPM"),
                Column.number("P95 ms"));
        List<List<Cell>> rows = version.operations().stream()
                .map(row -> List.of(
                        Cell.of(row.operation()),
                        new Cell(row.status(), TrafficSections.tone(row.status())),
                        Cell.count(row.count().total()),
                        Cell.bare(row.count().perMinute()),
                        Cell.bare(row.p95Millis())))
                .toList();
        String launched = version.launched()
                .map(at -> "launched " + Figures.time(at, now))
                .orElse("never launched");
        String pid = version.pid().isPresent() ? "PID " + version.pid().getAsLong() : "no process";
        Cell restarts = new Cell(
                version.restarts() == 1 ? "1 restart" : Figures.count(version.restarts()) + " restarts",
                version.restarts() == 0 ? Tone.NORMAL : Tone.BUSY);
        List<Component> lines = new ArrayList<>();
        lines.add(look.line(
                new Cell(title + "  ", Tone.HEADING),
                Cell.of("version " + version.version() + DOT),
                new Cell(version.state(), version.state().equals("ready") ? Tone.GOOD : Tone.BUSY),
                Cell.of(DOT + version.weight() + " %")));
        lines.add(look.line(Cell.of(version.strategy() + DOT + pid + DOT), restarts));
        String lastWords =
                version.lastWords().lines().findFirst().map(DOT::concat).orElse("");
        lines.add(look.line(Cell.of(launched), new Cell(lastWords, Tone.BAD)));
        lines.add(TrafficSections.table(look, columns, rows, "No call yet."));
        return Look.stack(lines);
    }
}
