package dev.godwit.bench.failover;

import static org.awaitility.Awaitility.await;

import dev.godwit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** The processes of a server as the operating system sees them: to end all as a crash does, or to hold one up. */
final class ServerProcesses {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ServerProcesses() {}

    /** Kills the server with signal 9, all of its processes at one moment; what is in its memory only is lost. */
    static void crash(PostgresServer server) throws IOException {
        Path file = server.folder().resolve("data").resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(file).getFirst());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        await("the server is dead")
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> !postmaster.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
        server.close();
    }

    /** Stops the server's processes of that kind until the result is closed; a crash ends them too. */
    static Held hold(PostgresServer server, String kind) throws SQLException, IOException, InterruptedException {
        try (Connection connection = server.connect(PostgresServer.OWNER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pid from pg_stat_activity where backend_type = '" + kind + "'")) {
            if (!row.next()) {
                throw new IllegalStateException("the server has no " + kind);
            }
            ProcessHandle process = ProcessHandle.of(row.getLong(1)).orElseThrow();
            signal("STOP", process.pid());
            return () -> {
                if (process.isAlive()) {
                    signal("CONT", process.pid());
                }
            };
        }
    }

    /** A process that stands still. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException, InterruptedException;
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        int result = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .waitFor();
        if (result != 0) {
            throw new IllegalStateException("process " + pid + " could not be told to " + name);
        }
    }
}
