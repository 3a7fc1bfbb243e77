package dev.godwit.rollout;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import dev.godwit.rollout.internal.Measurements;
import dev.godwit.rollout.internal.Route;
import dev.godwit.rollout.internal.RouteTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request to one of the live versions, at random by weight, counts those in flight, and measures how they went.
 * A version without weight is a standby: it gets requests when no other is up. A retired one gets none. Thread-safe; on the
 * way of a request nothing is locked and nothing waits.
 *
 * @param <T> what requests are made of, such as a client
 */
public final class TrafficSplit<T> {
    private final TimeSource time;
    private final Signal changed;
    /** By version; guarded by this. */
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    private volatile RouteTable<T> table = new RouteTable<>(List.of(), List.of());

    private static final class Entry<T> {
        private final Route<T> route;
        private int weight;
        private boolean up = true;

        private Entry(Route<T> route) {
            this.route = route;
        }
    }

    public TrafficSplit(TimeSource time) {
        this.time = time;
        this.changed = time.signal();
    }

    /** A way for the next request; empty when no version is up, see {@link #changes()}. The caller has to end it. */
    public Optional<Passage<T>> enter(RandomGenerator chance) {
        while (true) {
            Route<T> route = table.choose(chance);
            if (route == null) {
                return Optional.empty();
            }
            // One that was retired after the table was read is not in the next table.
            if (route.enter()) {
                return Optional.of(new Passage<>(route, route.visit()));
            }
        }
    }

    /** Raised when a version comes, goes, or changes its weight. */
    public Signal changes() {
        return changed;
    }

    /** Takes a version in, as a standby; one that is there and retired takes requests again. */
    public synchronized void join(ServiceVersion<T> version) {
        Entry<T> entry = entries.computeIfAbsent(
                version.version(), name -> new Entry<>(new Route<>(name, version.service(), time)));
        entry.up = true;
        entry.route.reopen();
        publish();
    }

    /** Sets the weights of these versions at once; others keep theirs. */
    public synchronized void weigh(Map<String, Integer> weights) {
        weights.forEach((version, weight) -> {
            if (weight < 0) {
                throw new IllegalArgumentException("weight " + weight + " of " + version);
            }
            require(version).weight = weight;
        });
        publish();
    }

    /** Sends no more requests to a version whose instance is down. */
    public synchronized void down(String version) {
        setUp(version, false);
    }

    /** Sends requests to it again. */
    public synchronized void up(String version) {
        setUp(version, true);
    }

    /** Sends no request to the version any more; those in flight go on. */
    public synchronized void retire(String version) {
        Entry<T> entry = entries.get(version);
        if (entry != null) {
            // In this order, so that a request that finds the route closed finds another table too.
            table = tableWithout(entry);
            entry.route.close();
            publish();
        }
    }

    /**
     * Waits until no request of a retired version is in flight.
     *
     * @return how many still are when the patience is over
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public long awaitIdle(String version, Duration patience) throws InterruptedException {
        Route<T> route = routeOf(version);
        if (route == null) {
            return 0;
        }
        long start = time.monotonicNanos();
        while (true) {
            long seen = route.left().version();
            Duration rest = patience.minus(time.since(start));
            if (route.inFlight() == 0 || rest.isNegative() || rest.isZero()) {
                return route.inFlight();
            }
            route.left().await(seen, rest);
        }
    }

    /** Forgets a version, with its figures. */
    public synchronized void leave(String version) {
        retire(version);
        entries.remove(version);
        publish();
    }

    /** Whether the version gets requests, if only as a standby. */
    public synchronized boolean takesRequests(String version) {
        Entry<T> entry = entries.get(version);
        return entry != null && entry.route.open();
    }

    /** Its weight; 0 for one that is not there. */
    public synchronized int weight(String version) {
        Entry<T> entry = entries.get(version);
        return entry == null ? 0 : entry.weight;
    }

    /** All versions, the oldest first. */
    public synchronized List<VersionShare> shares() {
        List<VersionShare> shares = new ArrayList<>();
        entries.forEach((version, entry) -> shares.add(new VersionShare(
                version,
                entry.weight,
                entry.up,
                !entry.route.open(),
                entry.route.inFlight(),
                entry.route.measurements().figures())));
        return List.copyOf(shares);
    }

    /** What was counted of a version since it was last measured anew. */
    Measurements.Sample sample(String version) {
        Route<T> route = routeOf(version);
        return (route == null ? new Measurements() : route.measurements()).sample();
    }

    /** Counts the requests that enter from now on from zero. */
    void measureAnew(String version) {
        Route<T> route = routeOf(version);
        if (route != null) {
            route.measureAnew();
        }
    }

    private synchronized @Nullable Route<T> routeOf(String version) {
        Entry<T> entry = entries.get(version);
        return entry == null ? null : entry.route;
    }

    private Entry<T> require(String version) {
        Entry<T> entry = entries.get(version);
        if (entry == null) {
            throw new IllegalArgumentException("no version " + version);
        }
        return entry;
    }

    private void setUp(String version, boolean up) {
        Entry<T> entry = entries.get(version);
        if (entry != null && entry.up != up) {
            entry.up = up;
            publish();
        }
    }

    private void publish() {
        table = tableWithout(null);
        changed.raise();
    }

    private RouteTable<T> tableWithout(@Nullable Entry<T> leaving) {
        List<Entry<T>> usable = entries.values().stream()
                .filter(entry -> entry != leaving && entry.up && entry.route.open())
                .toList();
        List<Entry<T>> weighted =
                usable.stream().filter(entry -> entry.weight > 0).toList();
        List<Entry<T>> chosen = weighted.isEmpty() ? usable : weighted;
        return new RouteTable<>(
                chosen.stream().map(entry -> entry.route).toList(),
                chosen.stream().map(entry -> Math.max(1, entry.weight)).toList());
    }
}
