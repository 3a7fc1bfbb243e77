package dev.godwit.bench.demo;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * What the one who watches sees: each step of the story as a line, and below it, on a terminal, a line that lives.
 * Elsewhere that line is printed every few seconds. Not thread-safe.
 */
final class Screen {
    private static final String CLEAR_LINE = "\r\033[K";
    private static final long PLAIN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private long printed;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The next part of the story begins. */
    void step(String text) {
        out.println((terminal ? CLEAR_LINE : "") + stamp() + text);
        out.flush();
        printed = System.nanoTime();
    }

    /** How it stands now. */
    void live(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + "        " + text);
            out.flush();
        } else if (System.nanoTime() - printed > PLAIN_EVERY_NANOS) {
            step("  " + text);
        }
    }

    /** Wipes the line that lives. */
    void end() {
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    private String stamp() {
        return "%5.1f s ".formatted(seconds());
    }

    /** A bar of that many parts out of all. */
    static String bar(long part, long all) {
        int width = 24;
        int filled = all == 0 ? 0 : (int) (width * Math.min(part, all) / all);
        return "[" + "#".repeat(filled) + ".".repeat(width - filled) + "]";
    }
}
