package dev.godwit.postgres;

import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server on loopback with its data in a temporary folder. It ends, and its folder goes, when it is closed or
 * when this process ends in whatever way: a small shell process between the two notices that its input has ended.
 * Thread-safe.
 *
 * <p>Starting takes about two seconds. Everybody on this machine can connect: it is meant for data that is made up.
 */
public final class PostgresServer implements AutoCloseable {
    /** The user that owns everything. */
    public static final String OWNER = "postgres";

    private static final TimeSource TIME = new SystemTime();
    private static final Duration START_POLL = Duration.ofMillis(20);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    /** What becomes of the folder when the server ends. */
    public enum Leftovers {
        REMOVE,
        KEEP
    }

    /**
     * Runs the command given as arguments 3 and on; when the input ends, stops it, and removes the folder, argument 1, if
     * argument 2 says so.
     */
    private static final String GUARD = """
            trap '' INT HUP
            folder=$1; leftovers=$2; shift 2
            "$@" </dev/null &
            server=$!
            exec >/dev/null 2>&1
            (while kill -0 $server; do sleep 0.5; done; kill $$) &
            watch=$!
            cat
            kill $watch
            kill -INT $server
            tries=0
            while kill -0 $server && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
            kill -9 $server
            [ "$leftovers" = KEEP ] || rm -rf "$folder"
            """;

    private static final String PORT = "port";
    private static final int LAST_WORDS = 3;

    private final Path folder;
    private final Leftovers leftovers;
    private final int port;
    private final Process guard;

    private PostgresServer(Path folder, Leftovers leftovers, int port, Process guard) {
        this.folder = folder;
        this.leftovers = leftovers;
        this.port = port;
        this.guard = guard;
    }

    /**
     * Starts a server in a temporary folder, which goes with it, and waits until it answers.
     *
     * @param settings of postgresql.conf, beside those for a server that lives for minutes
     * @throws IOException with the server's own words when it does not start
     */
    public static PostgresServer start(String name, Map<String, String> settings)
            throws IOException, InterruptedException {
        return start(Files.createTempDirectory("godwit-" + name + "-"), settings, Leftovers.REMOVE);
    }

    /** Starts a server in that folder and waits until it answers. */
    public static PostgresServer start(Path folder, Map<String, String> settings, Leftovers leftovers)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path log = folder.resolve("server.log");
        Path home = PostgresBinaries.home();
        // Half of a cluster is not taken for one.
        Path unfinished = folder.resolve("data.unfinished");
        Folders.delete(unfinished);
        List<String> prefix = Unprivileged.prefix();
        List<String> initialize = new ArrayList<>(prefix);
        initialize.addAll(List.of(
                home.resolve("bin/initdb").toString(),
                "-D",
                unfinished.toString(),
                "-U",
                OWNER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions"));
        Process initialization = new ProcessBuilder(initialize)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (initialization.waitFor() != 0) {
            throw new IOException("initdb failed: " + Files.readString(log));
        }
        Files.move(unfinished, folder.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
        return open(folder, freePort(), settings, leftovers);
    }

    /**
     * Goes on with the data that the folder has, or begins with none, on any free port: the same one each time, so that its
     * address can be written down. A server that a killed process left behind there may still be ending; that is waited for.
     *
     * @throws IOException with the server's own words when it does not start
     */
    public static PostgresServer resume(Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        PostgresServer server;
        if (Files.exists(folder.resolve("data"))) {
            awaitEnd(folder);
            server = open(folder, portBefore(folder), settings, Leftovers.KEEP);
        } else {
            server = start(folder, settings, Leftovers.KEEP);
        }
        Files.writeString(folder.resolve(PORT), "" + server.port());
        return server;
    }

    private static int portBefore(Path folder) throws IOException {
        Path file = folder.resolve(PORT);
        return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : freePort();
    }

    /** Starts a server on the data that the folder has, as after a restore, and waits until it answers. */
    public static PostgresServer open(Path folder, int port, Map<String, String> settings, Leftovers leftovers)
            throws IOException, InterruptedException {
        Path log = folder.resolve("server.log");
        Path home = PostgresBinaries.home();
        Path data = folder.resolve("data");
        List<String> prefix = Unprivileged.prefix();
        List<String> serve = new ArrayList<>(List.of("sh", "-c", GUARD, "guard", folder.toString(), leftovers.name()));
        serve.addAll(prefix);
        serve.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString(), "-p", "" + port));
        settings(settings).forEach((setting, value) -> serve.addAll(List.of("-c", setting + "=" + value)));
        Process guard = new ProcessBuilder(serve)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        PostgresServer server = new PostgresServer(folder, leftovers, port, guard);
        try {
            server.awaitAnswer(log);
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static void awaitEnd(Path folder) throws IOException, InterruptedException {
        Path owner = folder.resolve("data/postmaster.pid");
        long started = TIME.monotonicNanos();
        while (Files.exists(owner) && TIME.since(started).compareTo(STOP_PATIENCE) < 0) {
            Optional<Long> pid = Files.readAllLines(owner).stream().findFirst().map(Long::valueOf);
            if (pid.flatMap(ProcessHandle::of).isEmpty()) {
                return;
            }
            TIME.sleep(START_POLL);
        }
    }

    private static Map<String, String> settings(Map<String, String> further) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "max_connections", "200",
                "shared_buffers", "256MB",
                "jit", "off",
                "log_min_messages", "fatal"));
        settings.putAll(further);
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer(Path log) throws IOException, InterruptedException {
        long started = TIME.monotonicNanos();
        while (true) {
            try (Connection connection = connect(OWNER)) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (!guard.isAlive() || TIME.since(started).compareTo(START_PATIENCE) > 0) {
                    throw new IOException("PostgreSQL did not start on port " + port + ": " + lastWords(log), e);
                }
            }
            TIME.sleep(START_POLL);
        }
    }

    private static String lastWords(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    }

    /**
     * Waits until the server has ended, by {@link #close} or in whatever other way.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void awaitExit() throws InterruptedException {
        guard.waitFor();
    }

    /** The address of the first database, as a JDBC URL. */
    public String url() {
        return url(OWNER);
    }

    /** The address of a database, as a JDBC URL. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** A new connection of that user to the first database. */
    public Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(url(), user, "");
    }

    public int port() {
        return port;
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                guard.destroyForcibly();
            }
            if (leftovers == Leftovers.REMOVE) {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            // What is left is a folder in the system's place for temporary things.
            System.getLogger(PostgresServer.class.getName()).log(System.Logger.Level.WARNING, "not removed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
