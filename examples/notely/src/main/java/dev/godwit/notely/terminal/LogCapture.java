package dev.godwit.notely.terminal;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import dev.godwit.core.TimeSource;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends the log of the own process, and what it writes to its standard streams, to {@link LogLines} instead of the terminal,
 * which belongs to the pages; closing it puts back what was there. Files are logged to as before. At most one at a time.
 */
public final class LogCapture implements AutoCloseable {
    private final Logger root;
    /** Those that write to the terminal. */
    private final List<Appender<ILoggingEvent>> before = new ArrayList<>();

    private final LogLinesAppender appender;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private LogCapture(LoggerContext context, LogLines lines, String process, TimeSource time) {
        this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        this.appender = new LogLinesAppender(lines, process);
        appender.setContext(context);
        appender.start();
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            Appender<ILoggingEvent> next = all.next();
            if (next instanceof ConsoleAppender) {
                before.add(next);
            }
        }
        root.addAppender(appender);
        before.forEach(root::detachAppender);
        System.setOut(stream(lines, process, Level.INFO, time));
        System.setErr(stream(lines, process, Level.WARN, time));
    }

    /**
     * Begins to capture.
     *
     * @param process the name under which the lines are shown, such as {@code api}
     */
    public static LogCapture begin(LogLines lines, String process, TimeSource time) {
        return new LogCapture((LoggerContext) LoggerFactory.getILoggerFactory(), lines, process, time);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        before.forEach(root::addAppender);
        root.detachAppender(appender);
        appender.stop();
    }

    private static PrintStream stream(LogLines lines, String process, Level level, TimeSource time) {
        LineStream stream = new LineStream(line -> lines.add(new LogLine(time.wallClock(), process, level, line)));
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
