package dev.godwit.notely.proxy;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Makes calls wait as a network would. Thread-safe. */
final class Delay {
    private final NetworkDelay delay;
    private final TimeSource time;
    private final RandomGenerator chance;

    Delay(NetworkDelay delay, TimeSource time, RandomGenerator chance) {
        this.delay = delay;
        this.time = time;
        this.chance = chance;
    }

    /** One way. */
    void await() {
        if (delay.most().isZero()) {
            return;
        }
        try {
            time.sleep(next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoteException(Problem.INTERNAL, "the proxy is about to end", e);
        }
    }

    private synchronized Duration next() {
        long least = delay.least().toNanos();
        return Duration.ofNanos(chance.nextLong(least, delay.most().toNanos() + 1));
    }
}
