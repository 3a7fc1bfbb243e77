package dev.godwit.jdbc.kit;

import dev.godwit.core.SystemTime;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server of one version. */
final class KitServer implements AutoCloseable {
    static final String APPLICATION = "kit_application";
    static final String MOVER = "kit_mover";
    static final String BLIND = "kit_blind";

    private final EmbeddedPostgres server;
    private final Map<String, Connection> sessions = new HashMap<>();

    private KitServer(EmbeddedPostgres server) {
        this.server = server;
        execute(
                "postgres",
                "create role " + APPLICATION + " login",
                "create role " + MOVER + " login bypassrls",
                "create role " + BLIND + " login");
    }

    /** The version whose programs are on the class path. */
    static KitServer newest() {
        return start(EmbeddedPostgres.builder());
    }

    /** The version whose programs the build has put into a folder, which is named by a system property. */
    static KitServer previous() {
        Path folder = Path.of(System.getProperty("kit.postgres.previous"));
        return start(EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, architecture) -> Files.newInputStream(archiveIn(folder)))
                .setOverrideWorkingDirectory(folder.resolve("unpacked").toFile()));
    }

    private static Path archiveIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no PostgreSQL programs in " + folder));
        }
    }

    private static KitServer start(EmbeddedPostgres.Builder builder) {
        try {
            return new KitServer(builder.setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "200")
                    // An asynchronous commit waits so long for the disk, and a crash takes it away.
                    .setServerConfig("wal_writer_delay", "10s")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String version() {
        return query("postgres", "select 'PostgreSQL ' || split_part(current_setting('server_version'), '.', 1)")
                .getFirst();
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    /** The superuser's session in a database, in autocommit mode; the kit's own thread uses it. */
    Connection connection(String database) {
        return sessions.computeIfAbsent(database, name -> {
            try {
                return connect(name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "");
    }

    void execute(String database, String... statements) {
        try (Statement statement = connection(database).createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of a query's rows. */
    List<String> query(String database, String sql) {
        try (Statement statement = connection(database).createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A process of the server dies, and the server ends all others and starts again from what is on the disk, as if it had
     * crashed itself.
     */
    void crash() {
        try (Connection witness = connect("postgres")) {
            killOneSession();
            awaitEnd(witness);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        sessions.clear();
        awaitRecovery();
    }

    private void killOneSession() {
        try (Connection victim = connect("postgres");
                Statement statement = victim.createStatement();
                ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
            pid.next();
            ProcessHandle.of(pid.getLong(1)).orElseThrow().destroyForcibly();
        } catch (SQLException e) {
            // To close a connection that has just been killed is no success.
        }
    }

    /** The server ends all sessions when it notices that one has crashed; until then it lets new ones in. */
    private static void awaitEnd(Connection witness) throws SQLException {
        SystemTime time = new SystemTime();
        while (witness.isValid(5)) {
            pause(time);
        }
    }

    private void awaitRecovery() {
        SystemTime time = new SystemTime();
        long start = time.monotonicNanos();
        while (true) {
            try (Connection ignored = connect("postgres")) {
                return;
            } catch (SQLException e) {
                if (time.since(start).compareTo(Duration.ofSeconds(30)) > 0) {
                    throw new IllegalStateException("the server does not come back", e);
                }
            }
            pause(time);
        }
    }

    static void pause(SystemTime time) {
        try {
            time.sleep(Duration.ofMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
