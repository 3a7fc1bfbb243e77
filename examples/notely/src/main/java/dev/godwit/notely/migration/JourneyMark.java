package dev.godwit.notely.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the journey is, in a file.
 *
 * @param leg from 0
 * @param attempt from 1: a leg that was aborted is attempted again
 */
record JourneyMark(int leg, int attempt) {
    private static final String FILE = "journey.json";
    private static final JourneyMark START = new JourneyMark(0, 1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @throws IOException also when the file is no such mark; the message names it */
    static JourneyMark read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return START;
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), JourneyMark.class);
        } catch (JacksonException e) {
            throw new IOException(file + " can't be read: " + e.getOriginalMessage(), e);
        }
    }

    /** Writes the file as a whole. */
    void write(Path folder) throws IOException {
        Path draft = folder.resolve(FILE + ".draft");
        Files.write(draft, JSON.writeValueAsBytes(this));
        Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    JourneyMark nextLeg() {
        return new JourneyMark(leg + 1, 1);
    }

    JourneyMark nextAttempt() {
        return new JourneyMark(leg, attempt + 1);
    }
}
