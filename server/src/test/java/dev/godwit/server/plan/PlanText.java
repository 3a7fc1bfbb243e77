package dev.godwit.server.plan;

import dev.godwit.core.Plan;
import dev.godwit.core.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plan files for tests: a sound one, in which a test changes a line. */
final class PlanText {
    static final String SOUND = """
            keyspace: notes
            migration: notes-to-new
            stores:
              legacy: { url: "jdbc:postgresql://127.0.0.1:5432/legacy", user: notes, password: "env:NOTES_PASSWORD" }
              new: { url: "jdbc:postgresql://127.0.0.1:5433/notes" }
            entities:
              note:
                table: notes
                key: [id]
                unit: creator
            move: { from: legacy, to: new }
            waves:
              - { name: rest, units: { all: true } }
            """;

    private PlanText() {}

    /** The sound plan with one text replaced, which must be there. */
    static String with(String old, String replacement) {
        if (!SOUND.contains(old)) {
            throw new IllegalArgumentException("the plan has no " + old);
        }
        return SOUND.replace(old, replacement);
    }

    /** The sound plan with lines added at the end; the first of them is line 14. */
    static String plus(String lines) {
        return SOUND + lines + "\n";
    }

    static Path write(Path folder, String text) {
        try {
            return Files.writeString(folder.resolve("plan.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Plan read(Path folder, String text) {
        return PlanFile.read(
                write(folder, text),
                name -> Optional.ofNullable(Map.of("NOTES_PASSWORD", "s3cret").get(name)));
    }

    /** Each problem as {@code line CODE message}, the line 0 for the file as a whole. */
    static List<String> problems(Path folder, String text) {
        try {
            read(folder, text);
            return List.of();
        } catch (ProblemsException e) {
            return e.problems().stream()
                    .map(problem -> line(problem.place()) + " " + problem.code() + " " + problem.message())
                    .toList();
        }
    }

    private static String line(String place) {
        String name = place.substring(place.lastIndexOf('/') + 1);
        return name.contains(":") ? name.substring(name.indexOf(':') + 1) : "0";
    }
}
