package dev.godwit.rollout.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** The last lines that an instance wrote: they often say why it died. Thread-safe. */
public final class LastLines {
    private static final int LINES = 5;
    private static final int LENGTH_MAX = 300;
    private static final Pattern FRAME = Pattern.compile("\\s+(at .*|\\.\\.\\. \\d+ more)");

    private final Deque<String> lines = new ArrayDeque<>(LINES);

    public synchronized void add(String line) {
        // Frames of a stack would push out the words that say something.
        if (line.isBlank() || FRAME.matcher(line).matches()) {
            return;
        }
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "...");
    }

    public synchronized void clear() {
        lines.clear();
    }

    /** All of them in one line, oldest first. */
    public synchronized String text() {
        return String.join(" | ", lines);
    }
}
