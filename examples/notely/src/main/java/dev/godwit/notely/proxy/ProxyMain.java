package dev.godwit.notely.proxy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.godwit.notely.store.StoreSettings;
import java.io.IOException;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The process of a data proxy. */
public final class ProxyMain {
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    private ProxyMain() {}

    /**
     * Serves until the standard input ends or the process is told to end (SIGTERM); what is under way then is answered.
     *
     * @return the exit code of the process: 0, or 1 when it could not start, with the reason on the standard error output
     */
    public static int run(ProxyOptions options) {
        try {
            ProxySettings settings = ProxySettings.read(options.dataFolder(), options.id());
            // Before the first virtual thread.
            System.setProperty(CARRIERS, String.valueOf(carriers(settings.stores())));
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

    /** One for each processor, and those that may be held by whoever waits inside of SQLite; each further one costs its switching. */
    private static int carriers(List<StoreSettings> stores) {
        return Runtime.getRuntime().availableProcessors()
                + stores.stream()
                        .filter(StoreSettings::isSqlite)
                        .mapToInt(StoreSettings::connectionsMax)
                        .sum();
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
