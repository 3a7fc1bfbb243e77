package dev.godwit.notely.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The newest {@value #LINES_MAX} lines of all processes; older ones are forgotten. Thread-safe. */
public final class LogLines {
    public static final int LINES_MAX = 1_000;

    private final ArrayDeque<LogLine> lines = new ArrayDeque<>(LINES_MAX);
    private long added;

    /** Adds a line; a text of several lines is one entry for each. */
    public void add(LogLine line) {
        List<String> texts = line.text().lines().toList();
        synchronized (lines) {
            for (String text : texts) {
                if (lines.size() == LINES_MAX) {
                    lines.removeFirst();
                }
                lines.addLast(new LogLine(line.at(), line.process(), line.level(), text));
                added++;
            }
        }
    }

    /** What is there now. */
    public Snapshot snapshot() {
        synchronized (lines) {
            return new Snapshot(new ArrayList<>(lines), added);
        }
    }

    /**
     * The lines of one moment.
     *
     * @param lines oldest first
     * @param added how many were ever added, those that are forgotten included
     */
    public record Snapshot(List<LogLine> lines, long added) {
        public Snapshot {
            lines = List.copyOf(lines);
        }
    }
}
