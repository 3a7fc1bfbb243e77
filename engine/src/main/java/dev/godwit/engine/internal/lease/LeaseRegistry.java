package dev.godwit.engine.internal.lease;

import dev.godwit.core.KeyspaceOverview.Lease;
import dev.godwit.core.KeyspaceOverview.RouterSeen;
import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Which routers may hold a lease, and what each has acknowledged. It lives in memory, for one term of a lead: a server that
 * has just taken the lead knows nothing, and therefore waits a full lease length before it trusts the registry. Thread-safe.
 */
public final class LeaseRegistry {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final int LAPSED_MAX = 1_000;

    private record Granted(long acknowledgedRevision, long countedFromNanos) {}

    private final TimeSource time;
    private final LeaseTerms terms;
    private final BooleanSupplier leads;
    private final Signal news;
    private final long ledSinceNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Granted> leases = new HashMap<>();
    private final Map<String, Long> lapsedAtNanos = new HashMap<>();

    /**
     * The registry of a server that has taken the lead, and granted no lease before this.
     *
     * @param ledSinceNanos when it took it, on the monotonic clock
     * @param leads whether no other server grants leases now, asked of the clock and the control store
     */
    public LeaseRegistry(TimeSource time, LeaseTerms terms, long ledSinceNanos, BooleanSupplier leads) {
        this.leads = leads;
        this.time = time;
        this.terms = terms;
        this.news = time.signal();
        this.ledSinceNanos = ledSinceNanos;
    }

    /**
     * A router has asked, having applied everything up to a revision. Called when the request arrives, before the records
     * are read for the answer: the lease that the answer grants is counted from before the router asked, so it ends
     * before the one that is noted here, and a change that commits meanwhile waits for it.
     */
    public void asked(String router, long acknowledgedRevision) {
        lock.lock();
        try {
            leases.put(router, new Granted(acknowledgedRevision, time.monotonicNanos()));
            lapsedAtNanos.remove(router);
        } finally {
            lock.unlock();
        }
        news.raise();
    }

    /** A lease is being answered. */
    public void answered(String router) {
        lock.lock();
        try {
            leases.computeIfPresent(
                    router, (name, lease) -> new Granted(lease.acknowledgedRevision, time.monotonicNanos()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a router has been told all placements in this term. One whose lease has lapsed since, perhaps because it took
     * longer than a lease to tell it a million of them, goes on from what it has applied.
     */
    public boolean knows(String router) {
        lock.lock();
        try {
            return leases.containsKey(router) || lapsedAtNanos.containsKey(router);
        } finally {
            lock.unlock();
        }
    }

    public void leave(String router) {
        lock.lock();
        try {
            leases.remove(router);
            lapsedAtNanos.remove(router);
        } finally {
            lock.unlock();
        }
        news.raise();
    }

    /** The names of the routers whose leases have not lapsed. */
    public Collection<String> live() {
        lock.lock();
        try {
            forgetLapsed();
            return List.copyOf(leases.keySet());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The names of the routers whose leases lapsed at least so long ago although they did not leave. After a quarter of an
     * hour one is forgotten: its process is gone for good.
     */
    public List<String> silent(Duration atLeast) {
        lock.lock();
        try {
            forgetLapsed();
            lapsedAtNanos.values().removeIf(at -> time.since(at).compareTo(FORGOTTEN_AFTER) > 0);
            return lapsedAtNanos.entrySet().stream()
                    .filter(entry -> time.since(entry.getValue()).compareTo(atLeast) >= 0)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The routers that are known, by name: those with a lease, and those whose leases lapsed lately. */
    public List<RouterSeen> seen() {
        lock.lock();
        try {
            forgetLapsed();
            List<RouterSeen> seen = new ArrayList<>();
            leases.forEach((router, lease) -> seen.add(new RouterSeen(
                    Optional.of(router),
                    Lease.HELD,
                    Optional.of(lease.acknowledgedRevision).filter(revision -> revision >= 0),
                    time.since(lease.countedFromNanos))));
            lapsedAtNanos.forEach((router, at) -> seen.add(new RouterSeen(
                    Optional.of(router),
                    Lease.LAPSED,
                    Optional.empty(),
                    time.since(at).plus(terms.length()))));
            seen.sort(Comparator.comparing(router -> router.name().orElse("")));
            return seen;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no router can read under a lease that predates a change: every live router has acknowledged the
     * change's revision and this server leads, or a full lease length has passed since it was committed or since this
     * server took the lead, whichever was later.
     *
     * @param committedAtNanos a moment after the commit, on the monotonic clock
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void awaitAcknowledged(long revision, long committedAtNanos) throws InterruptedException {
        long length = terms.length().toNanos();
        while (true) {
            long seen = news.version();
            long now = time.monotonicNanos();
            long sinceCommit = now - committedAtNanos;
            long sinceLead = now - ledSinceNanos;
            if (sinceCommit > length && sinceLead > length) {
                return;
            }
            // Who leads after the commit knows every lease; who has lost the lead does not know what another one
            // granted.
            if (sinceLead > length && allHaveAcknowledged(revision) && leads.getAsBoolean()) {
                return;
            }
            long remaining = length - Math.min(sinceCommit, sinceLead) + 1;
            news.await(seen, Duration.ofNanos(remaining));
        }
    }

    /**
     * Waits until every lease that was granted before a moment is over.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void awaitAllRenewed(long sinceNanos) throws InterruptedException {
        awaitAcknowledged(Long.MAX_VALUE, sinceNanos);
    }

    private boolean allHaveAcknowledged(long revision) {
        lock.lock();
        try {
            forgetLapsed();
            return leases.values().stream().allMatch(lease -> lease.acknowledgedRevision >= revision);
        } finally {
            lock.unlock();
        }
    }

    private void forgetLapsed() {
        long now = time.monotonicNanos();
        long length = terms.length().toNanos();
        leases.entrySet().removeIf(entry -> {
            long countedFrom = entry.getValue().countedFromNanos;
            boolean lapsed = now - countedFrom > length;
            if (lapsed && lapsedAtNanos.size() < LAPSED_MAX) {
                lapsedAtNanos.put(entry.getKey(), countedFrom + length);
            }
            return lapsed;
        });
    }
}
