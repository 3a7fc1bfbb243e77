package dev.godwit.router.internal;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ControlPlane.Capability;
import dev.godwit.core.ControlPlane.Registration;
import dev.godwit.core.ControlPlane.Renewal;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.ControlPlane.RouterHello;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease alive: registers, then asks again and again with the revision that is applied, which acknowledges it.
 * The lease counts from before it asked. Without an answer it lapses, and the next success begins a new one.
 */
final class LeaseKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final String VERSION = "0.1";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** Between answers that came early and brought nothing, so that an impatient control plane is not flooded. */
    private static final Duration BREATH = Duration.ofMillis(10);

    private final ControlPlane controlPlane;
    private final KeyspaceName keyspace;
    private final String router;
    private final PlacementCache cache;
    private final LatencyMeter latencies;
    private final Counters counters;
    private final TimeSource time;
    private final Signal answers;
    private final Signal stop;
    private @Nullable Terms registered;
    /** What stays of a registration; there may be a million placements in it. */
    private record Terms(Duration leaseLength, Duration renewEvery) {}

    private Duration failurePause = FIRST_PAUSE;
    private boolean answered = true;

    LeaseKeeper(
            ControlPlane controlPlane,
            KeyspaceName keyspace,
            String router,
            PlacementCache cache,
            LatencyMeter latencies,
            Counters counters,
            TimeSource time) {
        this.latencies = latencies;
        this.counters = counters;
        this.controlPlane = controlPlane;
        this.keyspace = keyspace;
        this.router = router;
        this.cache = cache;
        this.time = time;
        this.answers = time.signal();
        this.stop = time.signal();
    }

    @Override
    public void run() {
        try {
            while (stop.version() == 0) {
                Duration rest = ask();
                if (rest.isPositive()) {
                    stop.await(0, rest);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("router {}: renewal ended by its owner", router);
        }
    }

    /** Ends the task after what it is doing. */
    void stop() {
        stop.raise();
        answers.raise();
    }

    /** Gives the lease back, so that no cutover waits for it; only after the task has ended. */
    void leave() {
        if (!cache.leased()) {
            return;
        }
        cache.lose();
        try {
            controlPlane.leave(keyspace, router);
        } catch (RuntimeException e) {
            LOG.debug("router {}: could not give the lease back: {}", router, e.getMessage());
        }
    }

    boolean awaitLease(Duration patience) throws InterruptedException {
        long start = time.monotonicNanos();
        while (true) {
            long seen = answers.version();
            if (cache.leased()) {
                return true;
            }
            Duration left = patience.minus(time.since(start));
            if (stop.version() > 0 || !left.isPositive()) {
                return false;
            }
            answers.await(seen, left);
        }
    }

    /** Registers or renews once; how long to rest before the next time. */
    private Duration ask() {
        try {
            Terms current = registered;
            Duration rest = current == null ? register() : renew(current);
            reportAnswer();
            answers.raise();
            return rest;
        } catch (RuntimeException e) {
            return pauseAfter(e);
        }
    }

    private Duration register() {
        long asked = time.monotonicNanos();
        Registration answer =
                controlPlane.register(new RouterHello(keyspace, router, VERSION, List.of(Capability.MOVE)));
        cache.register(answer, asked);
        registered = new Terms(answer.leaseLength(), answer.renewEvery());
        return Duration.ZERO;
    }

    private Duration renew(Terms current) {
        long asked = time.monotonicNanos();
        Renewal answer = controlPlane.renew(new RenewalRequest(
                keyspace,
                router,
                cache.revision(),
                current.renewEvery(),
                latencies.report(),
                Optional.of(counters.report())));
        if (!answer.leased() || answer.revision() < cache.revision()) {
            cache.lose();
            registered = null;
            return BREATH;
        }
        cache.renew(answer, asked, current.leaseLength());
        boolean early = time.since(asked).compareTo(current.renewEvery()) < 0;
        return early && answer.changes().isEmpty() ? BREATH : Duration.ZERO;
    }

    private void reportAnswer() {
        failurePause = FIRST_PAUSE;
        if (!answered) {
            answered = true;
            LOG.info("router {}: the control plane answers again", router);
        }
    }

    private Duration pauseAfter(RuntimeException failure) {
        if (answered && stop.version() == 0) {
            answered = false;
            LOG.info("router {}: goes on without the control plane: {}", router, failure.getMessage());
        }
        Duration pause = failurePause;
        Duration twice = pause.multipliedBy(2);
        failurePause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        return pause;
    }
}
