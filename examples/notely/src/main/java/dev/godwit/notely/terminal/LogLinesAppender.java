package dev.godwit.notely.terminal;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.event.Level;

/** Writes the log of the own process to {@link LogLines}. Thread-safe. */
public final class LogLinesAppender extends AppenderBase<ILoggingEvent> {
    private final LogLines lines;
    private final String process;

    /**
     * An appender; it has to be started before use.
     *
     * @param process the name under which its lines are shown
     */
    public LogLinesAppender(LogLines lines, String process) {
        this.lines = lines;
        this.process = process;
    }

    @Override
    protected void append(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String text = shortName(event.getLoggerName()) + ": " + event.getFormattedMessage()
                + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown));
        lines.add(new LogLine(event.getInstant(), process, level(event), text));
    }

    private static Level level(ILoggingEvent event) {
        return Level.intToLevel(event.getLevel().toLocationAwareLoggerInteger(event.getLevel()));
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
