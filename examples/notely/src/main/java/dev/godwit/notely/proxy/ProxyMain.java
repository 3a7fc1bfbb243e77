package dev.godwit.notely.proxy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/** The process of a data proxy. */
public final class ProxyMain {
    /** A SQLite file holds the thread of whoever waits for it, and there may be few of those. */
    private static final String CARRIERS = "16";

    private ProxyMain() {}

    /**
     * Serves until the standard input ends or the process is told to end (SIGTERM); what is under way then is answered.
     *
     * @return the exit code of the process: 0, or 1 when it could not start, with the reason on the standard error output
     */
    public static int run(ProxyOptions options) {
        System.setProperty("jdk.virtualThreadScheduler.parallelism", CARRIERS);
        try {
            ProxySettings settings = ProxySettings.read(options.dataFolder(), options.id());
            setLogLevels(settings.logLevel());
            try (Proxy proxy = Proxy.start(options, settings)) {
                Thread ending = new Thread(proxy::close, "end");
                Runtime.getRuntime().addShutdownHook(ending);
                awaitEndOfInput();
            }
            return 0;
        } catch (IOException | RuntimeException e) {
            System.err.println("proxy " + options.id() + " can't start: " + e.getMessage());
            return 1;
        }
    }

    /** Whoever has started this process keeps the other end open as long as it lives. */
    private static void awaitEndOfInput() throws IOException {
        byte[] ignored = new byte[64];
        while (System.in.read(ignored) >= 0) {
            // nothing is said there
        }
    }

    private static void setLogLevels(String level) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.toLevel(level));
        ((Logger) LoggerFactory.getLogger("com.zaxxer.hikari")).setLevel(Level.WARN);
    }
}
