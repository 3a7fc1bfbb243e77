package dev.godwit.notely.story;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.api.DeploymentRefusedException;
import dev.godwit.notely.api.DeploymentRefusedException.Why;
import dev.godwit.notely.api.Deployments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Releases one version of the data proxy after the other, of each kind in turn, until the task is cancelled. */
final class Releases implements Runnable {
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final List<String> KINDS = List.of("rolling", "rolling", "blue-green");

    private final Deployments deployments;
    private final Duration every;
    private final TimeSource time;
    private final Screen screen;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /**
     * Releases to come.
     *
     * @param every from the beginning of one to that of the next, at least; one that fails is tried again
     */
    Releases(Deployments deployments, Duration every, TimeSource time, Screen screen) {
        this.deployments = deployments;
        this.every = every;
        this.time = time;
        this.screen = screen;
    }

    long done() {
        return done.get();
    }

    long failed() {
        return failed.get();
    }

    @Override
    public void run() {
        try {
            while (true) {
                long started = time.monotonicNanos();
                release(KINDS.get((int) (done.get() % KINDS.size())));
                Duration rest = every.minus(time.since(started));
                time.sleep(rest.isNegative() ? AGAIN : rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release(String kind) throws InterruptedException {
        while (true) {
            try {
                deployments.deploy(Optional.of(kind), Optional.empty());
                screen.act("release " + done.incrementAndGet() + ", " + kind + ": the new version is ready");
                return;
            } catch (DeploymentRefusedException e) {
                if (e.why() != Why.UNDER_WAY) {
                    failed.incrementAndGet();
                    screen.act("a release was taken back: " + e.getMessage());
                }
                time.sleep(AGAIN);
            }
        }
    }
}
