package dev.godwit.notely.application;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.terminal.LogLine;
import dev.godwit.notely.terminal.LogLines;
import dev.godwit.rollout.OutputSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Takes the lines that data proxies print into the logs of this process. Thread-safe. */
final class ProxyLines implements OutputSink {
    private static final Logger LOG = LoggerFactory.getLogger("proxy");

    private final LogLines lines;
    private final TimeSource time;

    ProxyLines(LogLines lines, TimeSource time) {
        this.lines = lines;
        this.time = time;
    }

    @Override
    public void line(String instance, String text) {
        Level level = level(text);
        lines.add(new LogLine(time.wallClock(), instance, level, text));
        // The terminal shows them already; in the file they are one of many processes.
        LOG.atLevel(Level.DEBUG).log("{}: {}", instance, text);
    }

    /** The level with which a line begins; one that begins otherwise was not logged, but printed in some trouble. */
    private static Level level(String text) {
        for (Level level : Level.values()) {
            if (text.startsWith(level.name())) {
                return level;
            }
        }
        return Level.WARN;
    }
}
