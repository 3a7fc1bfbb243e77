package dev.godwit.rollout.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StepContext;
import dev.godwit.rollout.Instance;
import java.time.Duration;

/** Starts an instance and waits until it is ready. */
public final class Readiness {
    /** As long as ten questions, a second apart; asked more often, because most are ready sooner. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(25);
    /** The runner's record is in a database, so it is not asked at each poll. */
    private static final int POLLS_PER_WORD = 20;

    private Readiness() {}

    /**
     * Starts it and returns when it is ready.
     *
     * @throws GodwitException with {@link ErrorCode#INSTANCE_NOT_READY} when it died or its time is over
     * @throws InterruptedException when the runner is told to stop
     */
    public static void start(Instance instance, StepContext context) throws InterruptedException {
        instance.start();
        long start = context.time().monotonicNanos();
        for (int poll = 0; !instance.ready(); poll++) {
            if (!instance.alive()) {
                throw notReady(
                        instance,
                        "died before it was ready, " + instance.facts().lastWords());
            }
            if (context.time().since(start).compareTo(PATIENCE) >= 0) {
                throw notReady(instance, "was not ready within " + PATIENCE.toSeconds() + " s");
            }
            if (poll % POLLS_PER_WORD == 0) {
                context.awaitNotPaused();
                context.waitsFor(instance.name() + " is not ready yet");
            }
            context.time().sleep(POLL);
        }
        context.waitsFor("");
    }

    private static GodwitException notReady(Instance instance, String what) {
        return new GodwitException(ErrorCode.INSTANCE_NOT_READY, instance.name() + " " + what);
    }
}
