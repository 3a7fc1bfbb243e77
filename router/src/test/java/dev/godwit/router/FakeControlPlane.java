package dev.godwit.router;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import dev.godwit.core.Signal;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control plane in memory: placements with revisions, leases that count from its answer, long polls. */
final class FakeControlPlane implements ControlPlane {
    static final Duration LEASE = Duration.ofSeconds(1);
    static final Duration RENEW_EVERY = Duration.ofMillis(300);

    final List<RenewalRequest> renewals = new CopyOnWriteArrayList<>();
    volatile boolean up = true;
    /** How long an answer, fixed already, is on its way. */
    Duration answerDelay = Duration.ofNanos(200_000);

    private final TimeSource time;
    private final StoreName defaultHome;
    private final Signal news;
    private final Map<UnitId, Placement> placements = new ConcurrentHashMap<>();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private volatile long revision = 1;

    private record Lease(long acknowledged, long endNanos) {}

    FakeControlPlane(TimeSource time, StoreName defaultHome) {
        this.time = time;
        this.defaultHome = defaultHome;
        this.news = time.signal();
    }

    /** Only one thread publishes at a time. */
    long publish(Placement placement) {
        long next = revision + 1;
        placements.put(
                placement.unit(),
                new Placement(
                        placement.unit(),
                        placement.home(),
                        placement.mirror(),
                        placement.phase(),
                        placement.epoch(),
                        next));
        revision = next;
        news.raise();
        return next;
    }

    /** Step 2 of the protocol. */
    void awaitAcknowledged(long wanted) {
        long start = time.monotonicNanos();
        while (time.since(start).compareTo(LEASE) < 0
                && leases.values().stream()
                        .anyMatch(lease -> lease.acknowledged() < wanted && lease.endNanos() > time.monotonicNanos())) {
            pass(Duration.ofMillis(1));
        }
    }

    int leases() {
        return leases.size();
    }

    void forgetLeases() {
        leases.clear();
        news.raise();
    }

    @Override
    public Registration register(RouterHello hello) {
        requireUp();
        long known = revision;
        Registration answer =
                new Registration(defaultHome, LEASE, RENEW_EVERY, known, List.copyOf(placements.values()));
        return answer(hello.router(), 0, answer);
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        requireUp();
        renewals.add(request);
        Lease lease = leases.get(request.router());
        if (lease == null) {
            return new Renewal(false, Optional.empty(), revision, List.of());
        }
        leases.put(request.router(), new Lease(request.knownRevision(), lease.endNanos()));
        awaitNews(request);
        requireUp();
        if (!leases.containsKey(request.router())) {
            return new Renewal(false, Optional.empty(), revision, List.of());
        }
        long current = revision;
        List<Placement> changes = placements.values().stream()
                .filter(placement -> placement.revision() > request.knownRevision())
                .sorted(Comparator.comparingLong(Placement::revision))
                .toList();
        return answer(
                request.router(),
                request.knownRevision(),
                new Renewal(true, Optional.of(defaultHome), current, changes));
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        throw new UnsupportedOperationException("the stores know better");
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {
        leases.remove(router);
    }

    private void awaitNews(RenewalRequest request) {
        try {
            long seen = news.version();
            if (revision <= request.knownRevision()) {
                news.await(seen, request.patience());
            }
        } catch (InterruptedException e) {
            throw new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "interrupted", e);
        }
    }

    private <T> T answer(String router, long acknowledged, T answer) {
        leases.put(router, new Lease(acknowledged, time.monotonicNanos() + LEASE.toNanos()));
        pass(answerDelay);
        requireUp();
        return answer;
    }

    private void pass(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            throw new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "interrupted", e);
        }
    }

    private void requireUp() {
        if (!up) {
            throw new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "down");
        }
    }
}
