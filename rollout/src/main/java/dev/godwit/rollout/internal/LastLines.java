package dev.godwit.rollout.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that an instance wrote: they often say why it died. Thread-safe. */
public final class LastLines {
    private static final int LINES = 5;
    private static final int LENGTH_MAX = 300;

    private final Deque<String> lines = new ArrayDeque<>(LINES);

    public synchronized void add(String line) {
        if (line.isBlank()) {
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
