package dev.godwit.notely.terminal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on what is written to it line by line, without the breaks. Thread-safe. */
final class LineStream extends OutputStream {
    private static final int LINE_BYTES_MAX = 4_096;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineStream(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void write(int value) {
        if (value == '\n' || line.size() == LINE_BYTES_MAX) {
            lines.accept(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
        if (value != '\n' && value != '\r') {
            line.write(value);
        }
    }
}
