package dev.godwit.notely.story;

import dev.godwit.core.TimeSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells how a run goes: a line for each act, and one that lives, which is rewritten on a terminal and repeated now and then
 * elsewhere. Thread-safe.
 */
final class Screen {
    private static final String CLEAR_LINE = "\r\033[K";
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private final boolean terminal;
    private final TimeSource time;
    private final long begun;
    private long printed;

    Screen(PrintWriter out, boolean terminal, TimeSource time) {
        this.out = out;
        this.terminal = terminal;
        this.time = time;
        this.begun = time.monotonicNanos();
        this.printed = begun;
    }

    /** The next act begins. */
    synchronized void act(String text) {
        out.println((terminal ? CLEAR_LINE : "") + String.format(Locale.ROOT, "%6.1f s  ", seconds()) + text);
        out.flush();
        printed = time.monotonicNanos();
    }

    /** How it stands now. */
    synchronized void live(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + "          " + text);
            out.flush();
        } else if (time.since(printed).compareTo(PLAIN_EVERY) > 0) {
            act("  " + text);
        }
    }

    /** Wipes the line that lives. */
    synchronized void end() {
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    double seconds() {
        return (time.monotonicNanos() - begun) / NANOS_PER_SECOND;
    }
}
