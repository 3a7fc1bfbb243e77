package dev.godwit.jdbc.internal;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.Chunk;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * How fast rows are copied and verified, beside one raw {@code COPY | COPY} between the same two servers in the same
 * run. Not a test: run its main with the test class path; arguments are rows, units, rows per chunk, workers and the
 * type of the key ({@code bigint} or {@code uuid}).
 */
final class CopyMeasurement {
    private static final Entity NOTE = Entity.of(new EntityName("note"), "notes", "id", "creator");
    private static final Keyspace KEYSPACE = new Keyspace(new KeyspaceName("notes"), List.of(NOTE));

    private final int rows;
    private final int units;
    private final int chunk;
    private final int workers;
    private final String key;
    private final SystemTime time = new SystemTime();

    private final List<ProcessHandle> servers = new ArrayList<>();

    private CopyMeasurement(String[] arguments) {
        this.rows = Integer.parseInt(arguments[0]);
        this.units = Integer.parseInt(arguments[1]);
        this.chunk = Integer.parseInt(arguments[2]);
        this.workers = Integer.parseInt(arguments[3]);
        this.key = arguments[4];
    }

    public static void main(String[] arguments) throws Exception {
        new CopyMeasurement(arguments).run();
    }

    private void run() throws Exception {
        try (EmbeddedPostgres from = start();
                EmbeddedPostgres to = start()) {
            String source = url(from);
            String target = url(to);
            servers.add(server(source));
            servers.add(server(target));
            String table = "create table notes (id " + key + " primary key, creator text not null, body text,"
                    + " created_at timestamptz not null, version int not null)";
            execute(source, table, "create index notes_creator on notes (creator)");
            execute(target, table, "create index notes_creator on notes (creator)");
            String id = key.equals("uuid") ? "md5(i::text)::uuid" : "i";
            execute(
                    source,
                    "insert into notes select " + id + ", 'account-' || i % " + units
                            + ", repeat(md5(i::text), 4), now(), i from generate_series(1, " + rows + ") i",
                    "vacuum analyze notes",
                    "checkpoint");

            for (int round = 0; round < 2; round++) {
                execute(target, "truncate notes", "checkpoint");
                double raw = rawCopy(source, target);
                execute(target, "truncate notes", "checkpoint");
                moved(source, target, raw);
            }
        }
    }

    private void moved(String source, String target, double raw) throws Exception {
        try (PostgresStore a = store("a", source);
                PostgresStore b = store("b", target)) {
            a.install(Role.HOME);
            b.install(Role.MOVED);
            RowShape shape = shape(b);
            List<UnitId> all = a.rows().units(NOTE, Optional.empty(), units);
            a.fences().start(new MigrationName("m"), Role.HOME, all);
            b.fences().start(new MigrationName("m"), Role.MIRROR, all);
            double copy = rate("copy", () -> each(all, unit -> copy(a, b, shape, unit)));
            double verify = rate("verify", () -> each(all, unit -> verify(a, b, shape, unit)));
            double fingerprint = time.monotonicNanos();
            for (int i = 0; i < 1000; i++) {
                b.fingerprint();
            }
            System.out.printf(
                    "copy/raw: %.2f   verify/copy: %.2f   fingerprint: %.0f us%n",
                    copy / raw, verify / copy, (time.monotonicNanos() - fingerprint) / 1e6);
            a.uninstall();
            b.uninstall();
        }
    }

    private void copy(PostgresStore a, PostgresStore b, RowShape shape, UnitId unit) {
        MoverRight right = b.fences()
                .acquire(unit, b.fences().read(unit).orElseThrow().epoch())
                .orElseThrow();
        Optional<Key> after = Optional.empty();
        while (true) {
            Chunk read = a.rows().readChunk(shape, unit, after, chunk);
            b.rows().writeChunk(right, shape, read);
            if (read.isEmpty()) {
                return;
            }
            after = read.lastKey();
        }
    }

    private void verify(PostgresStore a, PostgresStore b, RowShape shape, UnitId unit) {
        Optional<Key> after = Optional.empty();
        do {
            RangeDigest there = a.rows().digestNext(shape, unit, after, chunk);
            RangeDigest here = b.rows().digest(shape, unit, there.range());
            if (!there.sameRowsAs(here)) {
                throw new IllegalStateException("unit " + unit + " differs: " + there + " and " + here);
            }
            after = there.range().upTo();
        } while (after.isPresent());
    }

    private Void each(List<UnitId> all, Consumer<UnitId> work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Future<?>> running = new ArrayList<>();
            for (UnitId unit : all) {
                running.add(pool.submit(() -> work.accept(unit)));
            }
            for (Future<?> future : running) {
                future.get();
            }
        }
        return null;
    }

    private double rawCopy(String source, String target) throws Exception {
        try (Connection from = connect(source);
                Connection to = connect(target);
                ExecutorService reader = Executors.newSingleThreadExecutor()) {
            return rate("raw copy", () -> {
                PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out, 1 << 20);
                Future<Long> read = reader.submit(() -> {
                    try (out) {
                        return from.unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyOut("copy notes to stdout (format binary)", out);
                    }
                });
                to.unwrap(PGConnection.class).getCopyAPI().copyIn("copy notes from stdin (format binary)", in, 1 << 16);
                return read.get();
            });
        }
    }

    /** Prints rows per second, and what they cost in processor time of the two servers and of this process. */
    private double rate(String what, Callable<?> work) throws Exception {
        List<Duration> before = cpu();
        long start = time.monotonicNanos();
        work.call();
        double seconds = (time.monotonicNanos() - start) / 1e9;
        List<Duration> after = cpu();
        StringBuilder costs = new StringBuilder();
        for (int i = 0; i < after.size(); i++) {
            costs.append(" %.2f".formatted(after.get(i).minus(before.get(i)).toNanos() / 1e3 / rows));
        }
        System.out.printf("%s: %.0f rows/s; us CPU per row in source, target, here:%s%n", what, rows / seconds, costs);
        return rows / seconds;
    }

    private List<Duration> cpu() {
        List<Duration> all = new ArrayList<>();
        servers.forEach(
                server -> all.add(server.children().map(CopyMeasurement::cpu).reduce(Duration.ZERO, Duration::plus)));
        all.add(cpu(ProcessHandle.current()));
        return all;
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static ProcessHandle server(String url) throws Exception {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
            pid.next();
            return ProcessHandle.of(pid.getLong(1)).orElseThrow().parent().orElseThrow();
        }
    }

    private static RowShape shape(PostgresStore store) {
        return new RowShape(
                NOTE,
                store.facts().tables().get(NOTE.name()).columns().stream()
                        .map(column -> new RowShape.Column(column.name(), column.type()))
                        .toList());
    }

    private PostgresStore store(String name, String url) {
        HikariDataSource pool = ControlConnections.open(TestPostgres.address(name, url));
        return new PostgresStore(new StoreName(name), KEYSPACE, pool, time);
    }

    private static EmbeddedPostgres start() throws Exception {
        return EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
    }

    private static String url(EmbeddedPostgres server) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    private static void execute(String url, String... statements) throws Exception {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(String url) throws Exception {
        return DriverManager.getConnection(url, "postgres", "");
    }
}
