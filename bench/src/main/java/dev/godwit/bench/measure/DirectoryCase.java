package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.UnitId;
import dev.godwit.router.Router;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a million placements of their own cost a router: until it is ready, in memory, and for each read. The baseline is a
 * router that knows of none.
 */
final class DirectoryCase implements BenchCase {
    private static final double READY_SECONDS_MAX = 3;
    private static final double BYTES_MAX = 100;
    private static final double LOOKUP_MICROS_MAX = 1;
    private static final int READS = 2_000_000;
    private static final int TIMES = 3;
    /** Of a name of up to 20 characters: the text and its characters. */
    private static final int NAME_BYTES = 24 + 16 + 24;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        int units = laboratory.scale(100_000, 1_000_000);
        Pair pair = laboratory.pair();
        Move.prepare(pair, true).close();
        Ready none = connected(pair, number -> UnitId.of("nobody-" + number), units);
        try (Connection store = RestingUnits.controlStore(pair)) {
            RestingUnits.fill(store, units);
        }
        Ready all = connected(pair, number -> UnitId.of("customer-" + number + "-eu"), units);
        String baseline = "a router that knows of none";
        return List.of(
                Figure.limit(
                        "a router with " + units + " placements is ready",
                        all.seconds(),
                        "s",
                        baseline,
                        none.seconds(),
                        READY_SECONDS_MAX,
                        0.2),
                Figure.limit(
                        "bytes of a placement beside its name",
                        (all.bytes() - none.bytes()) / units - NAME_BYTES,
                        "",
                        "bytes of a name",
                        NAME_BYTES,
                        BYTES_MAX,
                        0.5),
                Figure.limit(
                        "a read in the JVM, of any of them",
                        all.readMicros(),
                        "us",
                        baseline,
                        none.readMicros(),
                        none.readMicros() + LOOKUP_MICROS_MAX,
                        0.3));
    }

    /** What a router took until its lease, what it keeps in memory, and what a read takes. */
    private record Ready(double seconds, double bytes, double readMicros) {}

    private static Ready connected(Pair pair, IntFunction<UnitId> unit, int units) throws InterruptedException {
        NothingStore legacy = new NothingStore(Laboratory.LEGACY);
        NothingStore target = new NothingStore(Laboratory.NEW);
        try (Move move = Move.prepare(pair, true);
                ControlPlaneConnection connection = ControlPlaneConnection.to(URI.create(move.url()))) {
            HttpControlPlane controlPlane = new HttpControlPlane(connection);
            double seconds = Double.MAX_VALUE;
            for (int time = 1; time < TIMES; time++) {
                long begun = System.nanoTime();
                connect(controlPlane, List.of(legacy, target)).close();
                seconds = Math.min(seconds, (System.nanoTime() - begun) / 1e9);
            }
            double before = usedBytes();
            try (Router<Object> router = connect(controlPlane, List.of(legacy, target))) {
                double bytes = usedBytes() - before;
                return new Ready(seconds, bytes, readMicros(router, unit, units));
            }
        }
    }

    private static Router<Object> connect(HttpControlPlane controlPlane, List<NothingStore> stores)
            throws InterruptedException {
        Router<Object> router = Router.connect(controlPlane, NotesKeyspace.KEYSPACE.name(), stores);
        if (!router.awaitLease(PATIENCE)) {
            router.close();
            throw new IllegalStateException("the router got no lease");
        }
        return router;
    }

    private static double readMicros(Router<Object> router, IntFunction<UnitId> unit, int units) {
        UnitId[] asked = new UnitId[READS / 10];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = unit.apply((int) (i * 7_919L % units));
        }
        double best = Double.MAX_VALUE;
        for (int time = 0; time < TIMES; time++) {
            long begun = System.nanoTime();
            for (int read = 0; read < READS; read++) {
                router.read(asked[read % asked.length], connection -> connection);
            }
            best = Math.min(best, (System.nanoTime() - begun) / 1e3 / READS);
        }
        return best;
    }

    /** Only what is still in use: the garbage of a few collections is gone. */
    private static double usedBytes() throws InterruptedException {
        for (int time = 0; time < TIMES; time++) {
            System.gc();
            Thread.sleep(200);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
