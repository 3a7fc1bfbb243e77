package dev.godwit.server;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Signal;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Knows placements and makes renewals wait for news. */
final class FakeControlPlane implements ControlPlane {
    static final StoreName LEGACY = new StoreName("legacy");
    static final StoreName NEW = new StoreName("new");

    final ConcurrentLinkedQueue<Object> calls = new ConcurrentLinkedQueue<>();
    final CountDownLatch polling = new CountDownLatch(1);
    private final Signal news = new SystemTime().signal();
    private volatile long revision = 1;

    static Placement placement(String unit, long revision) {
        return new Placement(UnitId.of(unit), LEGACY, Optional.of(NEW), Phase.CUTTING, new Epoch(revision), revision);
    }

    void publish() {
        revision = revision + 1;
        news.raise();
    }

    @Override
    public Registration register(RouterHello hello) {
        calls.add(hello);
        return new Registration(
                LEGACY, Duration.ofSeconds(1), Duration.ofMillis(300), revision, List.of(placement("a", 1)));
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        calls.add(request);
        try {
            long seen = news.version();
            polling.countDown();
            if (revision <= request.knownRevision()) {
                news.await(seen, request.patience());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GodwitException(ErrorCode.INTERNAL, "interrupted", e);
        }
        return new Renewal(
                true,
                Optional.of(NEW),
                revision,
                revision > request.knownRevision() ? List.of(placement("a", revision)) : List.of());
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        calls.add(unit);
        return placement(unit.value(), revision);
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {
        calls.add(router);
    }
}
