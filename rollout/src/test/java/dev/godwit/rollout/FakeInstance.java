package dev.godwit.rollout;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service in memory: it takes its time to get ready, answers with its version, fails and is slow when told to, refuses
 * work when it is not there, and ends the requests that it has before it stops.
 */
final class FakeInstance implements Instance {
    private final String version;
    private final TimeSource time;
    Duration startTime = Duration.ofMillis(300);
    boolean missing;
    boolean diesAtStart;
    boolean sick;
    int starts;
    private boolean alive;
    private boolean drained;
    private long startedNanos;

    FakeInstance(String version, TimeSource time) {
        this.version = version;
        this.time = time;
    }

    /** What a client sees of a server that is not there. */
    static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    synchronized String ask() {
        if (!ready() || drained) {
            throw new GoneException();
        }
        return version;
    }

    synchronized void crash() {
        alive = false;
    }

    @Override
    public String name() {
        return "fake-" + version;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public synchronized void start() {
        if (missing) {
            throw new GodwitException(ErrorCode.INSTANCE_NOT_READY, name() + " can't be started: no such program");
        }
        if (!alive) {
            starts++;
            alive = !diesAtStart;
            drained = false;
            startedNanos = time.monotonicNanos();
        }
    }

    @Override
    public synchronized boolean alive() {
        return alive;
    }

    @Override
    public synchronized boolean ready() {
        return alive && time.since(startedNanos).compareTo(startTime) >= 0;
    }

    @Override
    public synchronized boolean healthy() {
        return ready() && !sick;
    }

    @Override
    public synchronized void drain() {
        drained = true;
    }

    @Override
    public synchronized void stop(Duration patience) {
        alive = false;
    }

    @Override
    public InstanceFacts facts() {
        return new InstanceFacts(
                OptionalLong.empty(), Optional.<Instant>empty(), Math.max(0, starts - 1), "exit code 1");
    }
}
