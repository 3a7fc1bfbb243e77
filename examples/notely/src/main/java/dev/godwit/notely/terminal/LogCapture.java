package dev.godwit.notely.terminal;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Sends the log of the own process to {@link LogLines} and nowhere else, for the terminal belongs to the pages; closing
 * it puts back what was there.
 */
public final class LogCapture implements AutoCloseable {
    private final Logger root;
    private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
    private final LogLinesAppender appender;

    private LogCapture(LoggerContext context, LogLines lines, String process) {
        this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        this.appender = new LogLinesAppender(lines, process);
        appender.setContext(context);
        appender.start();
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            before.add(all.next());
        }
        root.addAppender(appender);
        before.forEach(root::detachAppender);
    }

    /**
     * Begins to capture.
     *
     * @param process the name under which the lines are shown, such as {@code api}
     */
    public static LogCapture begin(LogLines lines, String process) {
        return new LogCapture((LoggerContext) LoggerFactory.getILoggerFactory(), lines, process);
    }

    @Override
    public void close() {
        before.forEach(root::addAppender);
        root.detachAppender(appender);
        appender.stop();
    }
}
