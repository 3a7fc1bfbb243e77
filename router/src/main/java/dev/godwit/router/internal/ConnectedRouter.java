package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import dev.godwit.router.RouterStatistics;
import dev.godwit.router.RouterTransaction;
import dev.godwit.router.ScatterOptions;
import dev.godwit.router.ScatterResult;
import dev.godwit.router.ScatterWork;
import dev.godwit.router.Work;
import dev.godwit.router.internal.SharedReads.Question;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The router and its wiring: nested calls join, everything else takes its route. Thread-safe. */
public final class ConnectedRouter<C> implements Router<C> {
    private final PlacementCache cache;
    private final HeldOperations<C> held;
    private final CurrentOperation<C> current;
    private final ReadRoute<C> reads;
    private final WriteRoute<C> writes;
    private final Scatter<C> scatters;
    private final BoundedScatter<C> boundedScatters;
    private final OpenTransactions<C> transactions;
    private final Optional<SharedReads> shared;
    private final Counters counters;
    private final LeaseKeeper keeper;
    private final Tasks.Task renewal;
    private final Shadows<C> shadows;
    private final Optional<Tasks.Task> comparing;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ConnectedRouter(
            ControlPlane controlPlane,
            KeyspaceName keyspace,
            Stores<C> stores,
            LatencyMeter latencies,
            RouterSettings settings) {
        TimeSource time = settings.time();
        counters = new Counters();
        current = new CurrentOperation<>();
        AtomicReference<@Nullable HeldOperations<C>> listening = new AtomicReference<>();
        cache = new PlacementCache(
                time,
                units -> tell(listening.get(), units),
                settings.initialHome().orElse(null));
        Routes routes = new Routes(cache, stores.names());
        UnfencedHomes<C> unfencedHomes = new UnfencedHomes<>(stores, cache);
        HomeSearch<C> search = new HomeSearch<>(stores, routes, unfencedHomes);
        Homes<C> homes = new Homes<>(cache, routes, search, stores);
        Scout<C> scout = new Scout<>(stores, search, routes, counters, time);
        held = new HeldOperations<>(scout, time, settings.heldLimit());
        listening.set(held);
        Supplier<Hold<C>> holds = () -> new Hold<>(held, time, settings.holdLimit());
        ReadAttempt<C> read = new ReadAttempt<>(current);
        reads = new ReadRoute<>(stores, cache, homes, routes, read, unfencedHomes, holds, counters);
        WriteAttempt<C> write = new WriteAttempt<>(current, homes, routes, unfencedHomes);
        writes = new WriteRoute<>(stores, homes, routes, held, unfencedHomes, write, holds, counters);
        scatters = new Scatter<>(stores, reads, unfencedHomes, time, counters);
        Abreast abreast = new Abreast(settings.tasks(), time);
        boundedScatters = new BoundedScatter<>(stores, reads, unfencedHomes, abreast, time, counters);
        transactions = new OpenTransactions<>(stores, reads, writes);
        shared = settings.sharedReads()
                ? Optional.of(new SharedReads(time, settings.holdLimit(), counters))
                : Optional.empty();
        keeper = new LeaseKeeper(controlPlane, keyspace, settings.name(), cache, latencies, counters, time);
        renewal = settings.tasks().start("godwit-router-" + settings.name(), keeper);
        shadows = new Shadows<>(
                settings.shadowReads(),
                new ShadowComparison<>(settings.shadowReads(), stores, current, reads, cache, counters, time),
                cache,
                counters,
                time);
        comparing = settings.shadowReads().share() > 0
                ? Optional.of(settings.tasks().start("godwit-shadows-" + settings.name(), shadows))
                : Optional.empty();
    }

    public static <C> ConnectedRouter<C> start(
            ControlPlane controlPlane,
            KeyspaceName keyspace,
            Collection<? extends ApplicationStore<C>> stores,
            RouterSettings settings) {
        LatencyMeter latencies = new LatencyMeter(
                settings.time(), stores.stream().map(ApplicationStore::name).toList());
        List<MeasuredStore<C>> measured = stores.stream()
                .map(store -> new MeasuredStore<C>(store, latencies))
                .toList();
        return new ConnectedRouter<>(controlPlane, keyspace, new Stores<>(measured), latencies, settings);
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> T read(
            UnitId unit, TransactionOptions options, Work<? super C, T, E> work) throws E {
        Operation<C> outer = current.get();
        if (outer != null) {
            return work.run(outer.joinRead(unit));
        }
        begin();
        return reads.read(unit, options, work);
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> T read(
            String name, UnitId unit, Work<? super C, T, E> work) throws E {
        Trust trust = current.get() == null ? shadows.consider(unit) : null;
        T answer = read(unit, TransactionOptions.READ, work);
        if (trust != null) {
            shadows.offer(name, unit, work, answer, trust);
        }
        return answer;
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> T readShared(
            UnitId unit, Object question, Work<? super C, T, E> work) throws E {
        if (shared.isEmpty() || current.get() != null) {
            return read(unit, work);
        }
        begin();
        return shared.get().read(new Question(unit, question), () -> reads.read(unit, TransactionOptions.READ, work));
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> T write(
            Set<UnitId> units, TransactionOptions options, Work<? super C, T, E> work) throws E {
        if (units.isEmpty()) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "a write needs at least one unit");
        }
        Operation<C> outer = current.get();
        if (outer != null) {
            return work.run(outer.joinWrite(units));
        }
        begin();
        // Sorted, so that stores are asked and locks are taken in the same order by everybody.
        return writes.write(Collections.unmodifiableSortedSet(new TreeSet<>(units)), options, work);
    }

    @Override
    public RouterTransaction<C> open(Set<UnitId> units, TransactionOptions options) {
        if (units.isEmpty()) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "a transaction needs at least one unit");
        }
        begin();
        return transactions.open(Collections.unmodifiableSortedSet(new TreeSet<>(units)), options);
    }

    @Override
    public RouterTransaction<C> open(StoreName store, TransactionOptions options) {
        begin();
        return transactions.open(store, options);
    }

    @Override
    public List<StoreName> stores() {
        return transactions.stores();
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> ScatterResult<T> scatter(ScatterWork<? super C, T, E> work)
            throws E {
        beginScatter();
        return scatters.scatter(work);
    }

    @Override
    public <T extends @Nullable Object> ScatterResult<T> scatter(
            ScatterOptions options, ScatterWork<? super C, T, ?> work) {
        beginScatter();
        return boundedScatters.scatter(options, work);
    }

    @Override
    public boolean awaitLease(Duration patience) throws InterruptedException {
        return keeper.awaitLease(patience);
    }

    @Override
    public RouterStatistics statistics() {
        return counters.snapshot(cache.leased(), cache.revision());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        held.close();
        keeper.stop();
        renewal.cancel();
        shadows.stop();
        comparing.ifPresent(Tasks.Task::cancel);
        try {
            renewal.join();
            if (comparing.isPresent()) {
                comparing.get().join();
            }
            keeper.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beginScatter() {
        if (current.get() != null) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST, "a scatter inside another operation; it needs its own transactions");
        }
        begin();
    }

    private void begin() {
        if (closed.get()) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "the router was closed");
        }
        counters.operations.increment();
    }

    private static void tell(@Nullable HeldOperations<?> held, Set<UnitId> units) {
        if (held != null) {
            held.news(units);
        }
    }
}
