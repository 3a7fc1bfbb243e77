package dev.godwit.rollout;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.StepContext;
import dev.godwit.rollout.ReleaseStatus.State;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Gives all new requests to the new version, and waits for those that the old one has in flight. */
final class HandOverStep<T> {
    private static final int ALL = 100;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Release<T> release;
    private final TrafficSplit<T> traffic;
    private final ServiceVersion<T> old;
    private final String next;
    private final int last;

    /**
     * A step.
     *
     * @param last the share that the new version had before, in percent
     */
    HandOverStep(Release<T> release, ServiceVersion<T> old, int last) {
        this.release = release;
        this.traffic = release.fleet().traffic();
        this.old = old;
        this.next = release.order().next().version();
        this.last = last;
    }

    Step step() {
        return Step.of(
                "hand-over",
                "Send all new requests to version " + next + " and wait for those that version " + old.version()
                        + " has in flight",
                this::handOver,
                context -> !traffic.takesRequests(old.version()),
                Reversal.undo("Let version " + old.version() + " take requests again", context -> {
                    release.enter(State.TAKING_BACK, "version " + old.version() + " takes requests again");
                    traffic.join(old);
                    traffic.weigh(Map.of(old.version(), ALL - last, next, last));
                }));
    }

    private void handOver(StepContext context) throws InterruptedException {
        release.enter(State.HANDING_OVER, "version " + old.version() + " ends its last requests");
        awaitUp(context);
        traffic.weigh(Map.of(next, ALL));
        traffic.retire(old.version());
        context.waitsFor("version " + old.version() + " has requests in flight");
        long left = traffic.awaitIdle(old.version(), release.order().settings().inFlight());
        context.waitsFor("");
        context.note("version " + old.version() + " has no more requests" + cutOff(left));
    }

    /** A new version that is just being restarted is waited for; the old one has the requests meanwhile. */
    private void awaitUp(StepContext context) throws InterruptedException {
        Instance instance = release.order().next().instance();
        while (!instance.ready()) {
            context.waitsFor("version " + next + " is being restarted");
            context.awaitNotPaused();
            Optional<String> givenUp = release.fleet().watch().givenUp(instance);
            if (givenUp.isPresent()) {
                throw release.takenBack(ErrorCode.VERSION_WORSE, givenUp.get());
            }
            context.time().sleep(POLL);
        }
    }

    static String cutOff(long left) {
        return left == 0 ? "" : "; " + left + " did not end in time";
    }
}
