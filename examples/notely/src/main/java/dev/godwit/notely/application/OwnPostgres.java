package dev.godwit.notely.application;

import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.postgres.PostgresServer.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that Notely brings along. One that dies is started again on the same port, for nobody else would
 * know how. Thread-safe.
 */
final class OwnPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnPostgres.class);
    private static final Map<String, String> SETTINGS = Map.of("shared_buffers", "128MB");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Path folder;
    private final TimeSource time;
    private final Tasks.Task watch;
    private volatile PostgresServer server;

    private OwnPostgres(Path folder, PostgresServer server, TimeSource time, Tasks tasks) {
        this.folder = folder;
        this.server = server;
        this.time = time;
        this.watch = tasks.start("PostgreSQL", this::watch);
    }

    /**
     * Goes on with the data of the folder, or begins with none.
     *
     * @throws IOException with the server's own words when it does not start
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    static OwnPostgres start(Path folder, TimeSource time, Tasks tasks) throws IOException, InterruptedException {
        return new OwnPostgres(folder, PostgresServer.resume(folder, SETTINGS), time, tasks);
    }

    PostgresServer server() {
        return server;
    }

    private void watch() {
        try {
            while (true) {
                server.awaitExit();
                LOG.warn("PostgreSQL has ended by itself; it is started again");
                server = startedAgain(server.port());
                LOG.info("PostgreSQL answers again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PostgresServer startedAgain(int port) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return PostgresServer.open(folder, port, SETTINGS, Leftovers.KEEP);
            } catch (IOException e) {
                LOG.error("{}", e.getMessage());
                time.sleep(pause);
                pause = pause.compareTo(LONGEST_PAUSE) >= 0 ? pause : pause.multipliedBy(2);
            }
        }
    }

    @Override
    public void close() {
        watch.cancel();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
