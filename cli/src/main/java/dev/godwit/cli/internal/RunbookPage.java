package dev.godwit.cli.internal;

import dev.godwit.server.runbook.Runbook;
import java.util.ArrayList;
import java.util.List;

/** A runbook as people read it, from the outline to the statements. Pure. */
public final class RunbookPage {
    private static final String INDENT = "  ";

    private final Runbook runbook;
    private final Look look;
    private final List<String> lines = new ArrayList<>();

    private RunbookPage(Runbook runbook, Look look) {
        this.runbook = runbook;
        this.look = look;
    }

    public static List<String> render(Runbook runbook, Look look) {
        RunbookPage page = new RunbookPage(runbook, look);
        page.outline();
        page.stages();
        page.phases();
        page.waits();
        page.hazards();
        page.runbook.systems().forEach(page::system);
        page.problems();
        return List.copyOf(page.lines);
    }

    private void outline() {
        lines.add(look.paint(
                Paint.TITLE,
                "Runbook of migration " + runbook.migration() + ": keyspace " + runbook.keyspace() + " from "
                        + runbook.source() + " to " + runbook.target()));
        runbook.deadline().ifPresent(deadline -> lines.add(INDENT + "deadline " + deadline));
        title("Systems");
        runbook.systems()
                .forEach(system -> wrapped(system.store() + " (" + system.role() + "): " + system.url()
                        + system.user().map(user -> ", as " + user).orElse("") + ", at most "
                        + system.connectionsMax() + " connections"));
        title("Tables");
        runbook.tables()
                .forEach(table -> wrapped(table.entity() + ": "
                        + (table.inSource().equals(table.inTarget())
                                ? "table " + table.inSource()
                                : table.inSource() + look.arrow() + table.inTarget())
                        + ", key " + table.key() + ", one unit per " + table.unit()
                        + (table.mapping().isEmpty() ? "" : "; " + String.join(", ", table.mapping()))));
        title("Waves");
        int number = 1;
        for (Runbook.Wave wave : runbook.waves()) {
            wrapped(number + ". " + wave.name() + ": " + wave.units()
                    + (wave.approval() ? "; begins after 'godwit approve --wave " + wave.name() + "'" : ""));
            number++;
        }
    }

    private void stages() {
        title("What happens");
        int number = 1;
        for (Runbook.Step step : runbook.stages()) {
            lines.add(INDENT + look.paint(Paint.TITLE, number + ". " + step.name()));
            wrapped(INDENT + step.does());
            wrapped(INDENT + "Undo (" + step.undoableUntil() + "): " + step.undo());
            number++;
        }
    }

    private void phases() {
        title("What each unit of a wave goes through");
        runbook.phases().forEach(phase -> wrapped(phase.name() + ": " + phase.means()));
    }

    private void waits() {
        title("Locks and holds: who waits, for what, how long at most");
        runbook.waits().forEach(wait -> wrapped(wait.who() + ": " + wait.forWhat() + ": " + wait.bound()));
    }

    private void hazards() {
        title("Hazards that the plan accepts");
        if (runbook.hazards().isEmpty()) {
            wrapped("none");
        }
        runbook.hazards().forEach(this::wrapped);
    }

    private void system(Runbook.System system) {
        title("Rights that the role in " + system.store() + " needs");
        system.rights().forEach(right -> lines.add(INDENT + right));
        title("Statements that installing runs in " + system.store());
        system.statements().forEach(statement -> {
            (statement.stripTrailing() + ";").lines().map(line -> INDENT + line).forEach(lines::add);
            lines.add("");
        });
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
    }

    private void problems() {
        title("Preflight");
        Problems.render(runbook.problems(), look).forEach(line -> lines.add(INDENT + line));
    }

    private void title(String title) {
        lines.add("");
        lines.add(look.paint(Paint.TITLE, title));
    }

    /** Breaks a text between words, so that it stays within the terminal; further lines are indented once more. */
    private void wrapped(String text) {
        String indent =
                INDENT + text.substring(0, text.length() - text.stripLeading().length());
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.strip().split(" ")) {
            if (line.length() + word.length() > look.width() && line.length() > indent.length() + INDENT.length()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent + INDENT);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }
}
