package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.PostgresStores;
import dev.godwit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What saturated writers of single rows keep of their throughput while every write is checked and marked. */
final class CaptureCase implements BenchCase {
    private static final int WRITERS = 8;
    private static final int ROWS = 50_000;

    @Override
    public String name() {
        return "capture";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        Pair pair = laboratory.pair();
        CopyCase.fill(pair, ROWS);
        long millis = laboratory.scale(1_500, 10_000);
        double bare;
        double captured;
        try (Store store = PostgresStores.open(NotesKeyspace.KEYSPACE, pair.legacy(PostgresServer.OWNER))) {
            // There and back, because each update leaves a dead row behind, and the table becomes slower.
            double first = writesPerSecond(pair, millis);
            capture(store);
            captured = (writesPerSecond(pair, millis) + writesPerSecond(pair, millis)) / 2;
            store.uninstall();
            bare = (first + writesPerSecond(pair, millis)) / 2;
        }
        return List.of(Figure.rate("writers under capture", captured, "writes/s", "no triggers", bare, 0.65, 0.35));
    }

    private static void capture(Store store) {
        store.install(Role.HOME);
        store.fences().start(new MigrationName("bench"), Role.HOME, List.of(UnitId.of("account-00000")));
    }

    private static double writesPerSecond(Pair pair, long millis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Long>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                SplittableRandom random = new SplittableRandom(writer);
                writers.add(threads.submit(() -> write(pair, random, end)));
            }
            long writes = 0;
            for (Future<Long> writer : writers) {
                writes += writer.get();
            }
            return writes * 1_000.0 / millis;
        }
    }

    private static long write(Pair pair, SplittableRandom random, long end) throws SQLException {
        long writes = 0;
        try (Connection connection = pair.connectLegacy();
                PreparedStatement update =
                        connection.prepareStatement("update notes set version = version + 1 where id = ?")) {
            while (System.nanoTime() < end) {
                update.setLong(1, random.nextLong(1, ROWS + 1L));
                writes += update.executeUpdate();
            }
        }
        return writes;
    }
}
