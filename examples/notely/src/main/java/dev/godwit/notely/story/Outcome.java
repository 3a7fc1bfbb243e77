package dev.godwit.notely.story;

import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.notely.load.LoadReport;
import dev.godwit.notely.load.WholeLook;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param look at every note after the end
 * @param deeds how often each thing was done besides the users' work, for people
 * @param pauses of the cutovers, by migration
 */
record Outcome(LoadReport load, WholeLook look, Map<String, Long> deeds, Map<String, Pauses> pauses) {
    /** Whether nothing was wrong. */
    boolean good() {
        return load.problems().isEmpty() && lookProblems().isEmpty();
    }

    private List<String> lookProblems() {
        if (look.clean()) {
            return List.of();
        }
        return List.of("notes differ from what their users remember: " + look.fieldsLost() + " fields lost, "
                + look.notesLost() + " notes lost, " + look.notesBack() + " back, " + look.doubleCounts()
                + " counted twice, " + look.unanswered() + " questions unanswered " + look.findings());
    }

    /** For people, several lines. */
    String text() {
        StringBuilder text = new StringBuilder(load.text());
        text.append(String.format(
                Locale.ROOT,
                "looked at %,d notes at the end: %d fields lost, %d notes lost, %d notes back, %d counted twice%n",
                look.notes(),
                look.fieldsLost(),
                look.notesLost(),
                look.notesBack(),
                look.doubleCounts()));
        deeds.forEach(
                (deed, count) -> text.append(deed).append(": ").append(count).append('\n'));
        pauses.forEach((migration, pause) -> text.append(String.format(
                Locale.ROOT,
                "%s: %d cutovers, pause p50/p99/max %.1f / %.1f / %.1f ms%n",
                migration,
                pause.count(),
                pause.p50Millis(),
                pause.p99Millis(),
                pause.maxMillis())));
        lookProblems()
                .forEach(problem -> text.append("FAILED: ").append(problem).append('\n'));
        return text.toString();
    }
}
