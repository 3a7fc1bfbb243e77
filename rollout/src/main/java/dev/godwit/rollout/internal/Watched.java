package dev.godwit.rollout.internal;

import dev.godwit.core.GodwitException;
import dev.godwit.core.TimeSource;
import dev.godwit.rollout.Instance;
import dev.godwit.rollout.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance that is to be up, and what is being done about it. Thread-safe. */
public final class Watched {
    /** How often it is started before it is given up. */
    public static final int STARTS_MAX = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration READY_POLL = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration FORGIVEN_AFTER = Duration.ofSeconds(60);
    private static final int UNHEALTHY_LOOKS_MAX = 3;

    private final Instance instance;
    private final TimeSource time;
    private final Watch.Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.UP;
    private long sinceNanos;
    private int starts;
    private int unhealthyLooks;
    private volatile boolean ended;
    private volatile Optional<String> givenUp = Optional.empty();

    private enum State {
        UP,
        DOWN,
        STARTING,
        GIVEN_UP
    }

    public Watched(Instance instance, TimeSource time, Watch.Listener listener) {
        this.instance = instance;
        this.time = time;
        this.listener = listener;
        this.sinceNanos = time.monotonicNanos();
    }

    public String name() {
        return instance.name();
    }

    public boolean ended() {
        return ended;
    }

    public Optional<String> givenUp() {
        return givenUp;
    }

    /** Nothing is done about it any more when this returns. */
    public void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    /** Looks at it, does what is to be done, and says when to look again. */
    public Duration look() throws InterruptedException {
        lock.lock();
        try {
            if (ended) {
                return INTERVAL;
            }
            return switch (state) {
                case UP -> lookUp();
                case DOWN -> lookDown();
                case STARTING -> lookStarting();
                case GIVEN_UP -> INTERVAL;
            };
        } finally {
            lock.unlock();
        }
    }

    private Duration lookUp() throws InterruptedException {
        if (!instance.alive()) {
            return wentDown("died, " + instance.facts().lastWords());
        }
        if (!instance.healthy()) {
            unhealthyLooks++;
            if (unhealthyLooks >= UNHEALTHY_LOOKS_MAX) {
                instance.stop(Duration.ZERO);
                return wentDown("was unhealthy " + UNHEALTHY_LOOKS_MAX + " times");
            }
            return INTERVAL;
        }
        unhealthyLooks = 0;
        if (inState().compareTo(FORGIVEN_AFTER) >= 0) {
            starts = 0;
        }
        return INTERVAL;
    }

    private Duration lookDown() {
        Duration rest = pause().minus(inState());
        if (rest.isPositive()) {
            return rest;
        }
        starts++;
        enter(State.STARTING);
        try {
            instance.start();
        } catch (GodwitException e) {
            return wentDown(String.valueOf(e.getMessage()));
        }
        return READY_POLL;
    }

    private Duration lookStarting() throws InterruptedException {
        if (!instance.alive()) {
            return wentDown("died at its start, " + instance.facts().lastWords());
        }
        if (instance.ready()) {
            enter(State.UP);
            unhealthyLooks = 0;
            LOG.info("{} is up again", instance.name());
            listener.up(instance);
            return INTERVAL;
        }
        if (inState().compareTo(Readiness.PATIENCE) >= 0) {
            instance.stop(Duration.ZERO);
            return wentDown("was not ready within " + Readiness.PATIENCE.toSeconds() + " s");
        }
        return READY_POLL;
    }

    private Duration wentDown(String reason) {
        if (state == State.UP) {
            listener.down(instance, reason);
        }
        if (starts >= STARTS_MAX) {
            enter(State.GIVEN_UP);
            String text = instance.name() + " was started again " + starts + " times; it " + reason;
            givenUp = Optional.of(text);
            LOG.warn("{}: given up", text);
            listener.givenUp(instance, text);
            return INTERVAL;
        }
        enter(State.DOWN);
        LOG.warn("{} {}; it is started again in {} s", instance.name(), reason, pause().toSeconds());
        return pause();
    }

    /** None before the first start, then 1, 2, 4, 8 s. */
    private Duration pause() {
        return starts == 0 ? Duration.ZERO : FIRST_PAUSE.multipliedBy(1L << (starts - 1));
    }

    private Duration inState() {
        return time.since(sinceNanos);
    }

    private void enter(State next) {
        state = next;
        sinceNanos = time.monotonicNanos();
    }
}
