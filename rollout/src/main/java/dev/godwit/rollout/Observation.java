package dev.godwit.rollout;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.StepContext;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at a new version for a while, and asks for the way back as soon as it is worse than the running one. */
final class Observation<T> {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Release<T> release;
    /** Of the steps before. */
    private final Duration before;

    Observation(Release<T> release, Duration before) {
        this.release = release;
        this.before = before;
    }

    /**
     * Returns when the time is over.
     *
     * @param worse why the new version is worse, if it is
     */
    void run(StepContext context, Supplier<Optional<String>> worse) throws InterruptedException {
        TimeSource time = context.time();
        Duration span = release.order().settings().overlap();
        long start = time.monotonicNanos();
        release.progress().observedBefore(before);
        while (true) {
            context.awaitNotPaused();
            Duration elapsed = time.since(start);
            release.progress().observed(elapsed);
            context.progress(Math.min(elapsed.toMillis(), span.toMillis()), span.toMillis());
            requireGood(worse);
            Duration left = span.minus(elapsed);
            if (!left.isPositive()) {
                return;
            }
            time.sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
        }
    }

    private void requireGood(Supplier<Optional<String>> worse) {
        ServiceVersion<T> next = release.order().next();
        Optional<String> reason =
                release.fleet().watch().givenUp(next.instance()).or(worse);
        if (reason.isPresent()) {
            throw release.takenBack(
                    ErrorCode.VERSION_WORSE, "version " + next.version() + " is taken back: " + reason.get());
        }
    }
}
