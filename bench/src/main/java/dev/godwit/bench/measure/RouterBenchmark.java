package dev.godwit.bench.measure;

import dev.godwit.bench.workload.StillControlPlane;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The router's own cost: an operation on a store in memory, through the router and without it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouterBenchmark {
    private static final UnitId UNIT = UnitId.of("account-00000");

    private final NothingStore store = new NothingStore(new StoreName("legacy"));
    private Router<Object> router =
            Router.connect(new StillControlPlane(store.name()), new KeyspaceName("notes"), List.of(store));

    /** Connects, and waits for the lease. */
    @Setup(Level.Trial)
    public void awaitLease() throws InterruptedException {
        router.awaitLease(Duration.ofSeconds(10));
    }

    /** Disconnects. */
    @TearDown(Level.Trial)
    public void close() {
        router.close();
    }

    /** The baseline: a transaction without a router. */
    @Benchmark
    public Object direct() {
        try (var session = store.begin(TransactionOptions.READ)) {
            Object result = session.connection();
            session.commit();
            return result;
        }
    }

    /** A read under the lease. */
    @Benchmark
    public Object leasedRead() {
        return router.read(UNIT, connection -> connection);
    }

    /** A write. */
    @Benchmark
    public Object write() {
        return router.write(UNIT, connection -> connection);
    }
}
