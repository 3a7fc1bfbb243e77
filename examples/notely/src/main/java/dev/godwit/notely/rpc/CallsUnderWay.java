package dev.godwit.notely.rpc;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The calls that a server has begun and not yet answered. Thread-safe. */
final class CallsUnderWay {
    /** One more party than there are calls: the server itself, until it is about to end. */
    private final Phaser parties = new Phaser(1);

    private volatile boolean ending;

    /** Whether the call may begin; then it has to end. */
    boolean begin() {
        if (ending || parties.register() < 0) {
            return false;
        }
        if (ending) {
            parties.arriveAndDeregister();
            return false;
        }
        return true;
    }

    void end() {
        parties.arriveAndDeregister();
    }

    /** Lets none begin any more, and waits for the others, at most so long. */
    void endAfter(Duration patience) throws InterruptedException {
        ending = true;
        int phase = parties.arriveAndDeregister();
        try {
            parties.awaitAdvanceInterruptibly(phase, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Whoever waits for those gets no answer and asks again elsewhere.
            return;
        }
    }
}
