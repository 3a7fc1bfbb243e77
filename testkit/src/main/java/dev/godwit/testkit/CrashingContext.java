package dev.godwit.testkit;

import dev.godwit.core.Signal;
import dev.godwit.core.StepContext;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a step sees of its runner, in a process that dies at a call. Not thread-safe. */
final class CrashingContext implements StepContext {
    private final StepContext real;
    private final int crashAt;
    private int calls;

    /**
     * A context.
     *
     * @param crashAt the number of the call at which the process dies, from 1
     */
    CrashingContext(StepContext real, int crashAt) {
        this.real = real;
        this.crashAt = crashAt;
    }

    /** How often the step has talked to its runner. */
    int calls() {
        return calls;
    }

    private void reach() {
        calls++;
        if (calls == crashAt) {
            throw new ProcessCrashedError("the process of the step");
        }
    }

    @Override
    public TimeSource time() {
        TimeSource time = real.time();
        return new TimeSource() {
            @Override
            public long monotonicNanos() {
                return time.monotonicNanos();
            }

            @Override
            public Instant wallClock() {
                return time.wallClock();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                reach();
                time.sleep(duration);
            }

            @Override
            public Signal signal() {
                return time.signal();
            }
        };
    }

    @Override
    public void note(String message) {
        reach();
        real.note(message);
    }

    @Override
    public void waitsFor(String reason) {
        reach();
        real.waitsFor(reason);
    }

    @Override
    public void awaitNotPaused() throws InterruptedException {
        reach();
        real.awaitNotPaused();
    }

    @Override
    public void progress(long done, long total) {
        reach();
        real.progress(done, total);
    }

    @Override
    public void remember(String text) {
        reach();
        real.remember(text);
    }

    @Override
    public Optional<String> remembered() {
        reach();
        return real.remembered();
    }
}
