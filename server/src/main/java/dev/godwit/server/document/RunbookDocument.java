package dev.godwit.server.document;

import static dev.godwit.server.document.Markdown.code;
import static dev.godwit.server.document.Markdown.plain;

import dev.godwit.core.Problem;
import dev.godwit.server.runbook.Runbook;
import java.util.ArrayList;
import java.util.List;

/** A runbook for people who don't read code: what happens, when, who is affected, what can be undone, who decides. */
public final class RunbookDocument {
    private RunbookDocument() {}

    public static Document of(Runbook runbook) {
        Markdown page = new Markdown()
                .title("Migration " + runbook.migration())
                .paragraph(summary(runbook))
                .section("Who is affected")
                .table(
                        List.of("Who", "Waits for", "At most"),
                        runbook.waits().stream()
                                .map(wait -> List.of(plain(wait.who()), plain(wait.forWhat()), plain(wait.bound())))
                                .toList())
                .section("Who decides")
                .paragraph("Everything else happens by itself.")
                .table(
                        List.of("What", "Who", "How"),
                        runbook.decisions().stream()
                                .map(decision ->
                                        List.of(plain(decision.what()), plain(decision.who()), code(decision.how())))
                                .toList())
                .section("In which order")
                .paragraph("Each wave begins when the one before has moved. Its units are chosen when it begins.");
        waves(page, runbook);
        page.section("What happens, and how it is undone")
                .table(List.of("", "Step", "What it does", "How it is undone", "Until when"), steps(runbook));
        page.section("What each unit goes through")
                .table(
                        List.of("Phase", "What it means"),
                        runbook.phases().stream()
                                .map(phase -> List.of(plain(phase.name()), plain(phase.means())))
                                .toList());
        page.section("Known weaknesses that somebody accepts");
        if (runbook.hazards().isEmpty()) {
            page.paragraph("None.");
        }
        page.list(runbook.hazards().stream().map(Markdown::plain).toList());
        systems(page, runbook);
        problems(page, runbook);
        return new Document("Runbook of migration " + runbook.migration(), page.toString());
    }

    private static String summary(Runbook runbook) {
        String deadline = runbook.deadline()
                .map(time -> " It should be over by **" + plain(time.toString()) + "**.")
                .orElse(" Nobody has set a deadline.");
        return "The data of **" + plain(runbook.keyspace()) + "** moves from **" + plain(runbook.source()) + "** to **"
                + plain(runbook.target()) + "**, unit by unit, while the application goes on reading and writing."
                + deadline;
    }

    private static void waves(Markdown page, Runbook runbook) {
        List<List<String>> rows = new ArrayList<>();
        for (Runbook.Wave wave : runbook.waves()) {
            rows.add(List.of(
                    Integer.toString(rows.size() + 1),
                    plain(wave.name()),
                    plain(wave.units()),
                    wave.approval() ? "when somebody approves" : "by itself"));
        }
        page.table(List.of("", "Wave", "Units", "Begins"), rows);
    }

    private static List<List<String>> steps(Runbook runbook) {
        List<List<String>> rows = new ArrayList<>();
        for (Runbook.Step step : runbook.stages()) {
            rows.add(List.of(
                    Integer.toString(rows.size() + 1),
                    plain(step.name()),
                    plain(step.does()),
                    plain(step.undo()),
                    plain(step.undoableUntil())));
        }
        return rows;
    }

    private static void systems(Markdown page, Runbook runbook) {
        page.section("Which systems take part")
                .table(
                        List.of("Store", "Role", "Where", "Connections at most"),
                        runbook.systems().stream()
                                .map(system -> List.of(
                                        plain(system.store()),
                                        plain(system.role()),
                                        code(system.url()),
                                        Integer.toString(system.connectionsMax())))
                                .toList())
                .table(
                        List.of(
                                "What moves",
                                "Table in " + plain(runbook.source()),
                                "Table in " + plain(runbook.target())),
                        runbook.tables().stream()
                                .map(table ->
                                        List.of(plain(table.entity()), code(table.inSource()), code(table.inTarget())))
                                .toList());
    }

    private static void problems(Markdown page, Runbook runbook) {
        if (runbook.problems().isEmpty()) {
            return;
        }
        page.section("What preflight has found")
                .list(runbook.problems().stream()
                        .map(problem -> "**" + (problem.stops() ? "Stops it" : "To know") + "**: " + inWords(problem))
                        .toList());
    }

    private static String inWords(Problem problem) {
        return plain(problem.place()) + ": " + plain(problem.message()) + ". "
                + plain(problem.code().nextStep()) + " (" + code(problem.code().name()) + ")";
    }
}
