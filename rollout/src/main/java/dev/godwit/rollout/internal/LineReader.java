package dev.godwit.rollout.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what a process writes into lines, and lines that never end into pieces. Used by one thread. */
public final class LineReader {
    /** The longest piece. */
    public static final int LENGTH_MAX = 8_192;

    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();

    public LineReader(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Reads to the end of the stream, which a process's death is as well. */
    public void readAll(InputStream stream) {
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            char[] buffer = new char[LENGTH_MAX];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                for (int at = 0; at < count; at++) {
                    take(buffer[at]);
                }
            }
        } catch (IOException closed) {
            // The process is gone; what it wrote before has been read.
        }
        if (!line.isEmpty()) {
            end();
        }
    }

    private void take(char character) {
        if (character == '\n') {
            end();
        } else if (character != '\r') {
            line.append(character);
            if (line.length() >= LENGTH_MAX) {
                end();
            }
        }
    }

    private void end() {
        lines.accept(line.toString());
        line.setLength(0);
    }
}
