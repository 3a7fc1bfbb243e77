package dev.godwit.rollout;

import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.rollout.internal.Watched;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after instances that are to be up: every 2 s it asks whether each is alive and healthy, and starts one again that
 * is not, at once, then after 1, 2, 4 and 8 s; 5 times at most. 60 s of health set that count back. An instance that can't
 * be brought back is given up, until it is added again. Thread-safe.
 */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final TimeSource time;
    private final Tasks tasks;
    private final Listener listener;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final Signal news;

    /** Who wants to know. Called by the thread that watches the instance; must not wait for long. */
    public interface Listener {
        /** The instance takes no requests; it is being brought back. */
        void down(Instance instance, String reason);

        /** The instance takes requests again. */
        void up(Instance instance);

        /** The instance can't be brought back. */
        void givenUp(Instance instance, String reason);
    }

    public Watch(TimeSource time, Tasks tasks, Listener listener) {
        this.time = time;
        this.tasks = tasks;
        this.listener = listener;
        this.news = time.signal();
    }

    /** Begins to watch an instance that is ready; does nothing when it is watched already and not given up. */
    public void add(Instance instance) {
        Watched added = new Watched(instance, time, listener);
        Watched kept = watched.merge(
                instance.name(), added, (known, next) -> known.givenUp().isPresent() ? next : known);
        // Each by itself: one that hangs keeps nobody from looking after the others.
        if (kept == added) {
            tasks.start("watch over " + instance.name(), () -> run(added));
        }
    }

    /** Ends watching it. When this returns, the instance is not started any more, so that it can be stopped. */
    public void remove(Instance instance) {
        Watched removed = watched.remove(instance.name());
        if (removed != null) {
            removed.end();
            news.raise();
        }
    }

    /** Looks now and not in 2 s, because somebody got no answer. */
    public void suspect() {
        news.raise();
    }

    /** Why the instance was given up, if it was. */
    public Optional<String> givenUp(Instance instance) {
        return Optional.ofNullable(watched.get(instance.name())).flatMap(Watched::givenUp);
    }

    @Override
    public void close() {
        watched.values().forEach(Watched::end);
        watched.clear();
        news.raise();
    }

    /** Looks at each once and says when to look again. */
    Duration look() throws InterruptedException {
        Duration next = INTERVAL;
        for (Watched one : watched.values()) {
            Duration wanted = one.look();
            next = wanted.compareTo(next) < 0 ? wanted : next;
        }
        return next;
    }

    private void run(Watched one) {
        try {
            while (!one.ended()) {
                long seen = news.version();
                news.await(seen, lookAt(one));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration lookAt(Watched one) throws InterruptedException {
        try {
            return one.look();
        } catch (RuntimeException e) {
            LOG.warn("{} can't be asked how it is", one.name(), e);
            return INTERVAL;
        }
    }
}
