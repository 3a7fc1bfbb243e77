package dev.godwit.notely.application;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Where log lines go. */
public final class Logs {
    private static final String LINE = "%-5level %logger{0}: %msg%n";
    private static final String LINE_WITH_TIME =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSX, UTC} %-5level [%thread] %logger{20} %msg%n";
    private static final List<String> TALKATIVE =
            List.of("com.zaxxer.hikari", "org.flywaydb", "io.helidon", "org.postgresql", "org.jline", "com.googlecode");

    private Logs() {}

    /** Of a data proxy: all lines to standard output, which the process that started it reads. */
    public static void ofProxy(String level) {
        root(level).addAppender(console("System.out", Level.TRACE));
    }

    /** Of the process of the API: all lines to a file in the data folder, warnings to standard error too. */
    public static void ofApplication(Path folder, String level) {
        Logger root = root(level);
        root.addAppender(console("System.err", Level.WARN));
        FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setFile(folder.resolve("notely.log").toString());
        root.addAppender(started(file, LINE_WITH_TIME));
    }

    /** Of a process that drives Notely as another one: what users notice belongs into its report, thousands of times or not. */
    public static void ofReport() {
        root("error").addAppender(console("System.err", Level.ERROR));
    }

    private static Logger root(String level) {
        LoggerContext context = context();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.toLevel(level));
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        return root;
    }

    private static OutputStreamAppender<ILoggingEvent> console(String target, Level least) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget(target);
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(least.toString());
        filter.start();
        console.addFilter(filter);
        return started(console, LINE);
    }

    private static OutputStreamAppender<ILoggingEvent> started(
            OutputStreamAppender<ILoggingEvent> appender, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context());
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context());
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
