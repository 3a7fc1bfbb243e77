package dev.godwit.rollout;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one service that are alive, the traffic between them, and the watch over them. Releases change it; one at
 * a time. Thread-safe.
 *
 * @param <T> what requests are made of, such as a client
 */
public final class Fleet<T> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TimeSource time;
    private final TrafficSplit<T> traffic;
    private final ShadowTraffic<T> shadow;
    private final Watch watch;
    private final List<ServiceVersion<T>> members = new ArrayList<>();
    private final AtomicReference<@Nullable Release<T>> underWay = new AtomicReference<>();
    private Optional<ServiceVersion<T>> current = Optional.empty();

    /** An empty fleet; the listener hears what the watch finds after the traffic has been changed by it. */
    public Fleet(TimeSource time, Tasks tasks, Watch.Listener listener) {
        this.time = time;
        this.traffic = new TrafficSplit<>(time);
        this.shadow = new ShadowTraffic<>(tasks);
        this.watch = new Watch(time, tasks, new TrafficFollows(traffic, listener));
    }

    public TrafficSplit<T> traffic() {
        return traffic;
    }

    public ShadowTraffic<T> shadow() {
        return shadow;
    }

    public Watch watch() {
        return watch;
    }

    /** The version that is served when no release is under way; empty before the first. */
    public synchronized Optional<ServiceVersion<T>> current() {
        return current;
    }

    /** All whose instances may be alive, the oldest first. */
    public synchronized List<ServiceVersion<T>> members() {
        return List.copyOf(members);
    }

    /**
     * A release of a new version in place of the current one, or of the first version. Nothing happens before its workflow
     * is run.
     *
     * @param name of the workflow
     * @param takeBack asks the runner to undo the workflow, for this reason: the new version can't start, or is worse
     */
    public Release<T> release(
            String name,
            ReleaseKind kind,
            ReleaseSettings settings,
            ServiceVersion<T> next,
            Consumer<String> takeBack) {
        return new Release<>(this, new Release.Order<>(name, kind, settings, current(), next), takeBack);
    }

    TimeSource time() {
        return time;
    }

    /**
     * A release begins, or goes on.
     *
     * @throws GodwitException with {@link ErrorCode#RELEASE_UNDER_WAY} while another one has not ended
     */
    void begin(Release<T> release) {
        Release<T> other = underWay.compareAndExchange(null, release);
        if (other != null && other != release) {
            throw new GodwitException(
                    ErrorCode.RELEASE_UNDER_WAY, release.name() + " can't begin: " + other.name() + " has not ended");
        }
    }

    void end(Release<T> release) {
        underWay.compareAndSet(release, null);
    }

    synchronized void serve(Optional<ServiceVersion<T>> version) {
        current = version;
    }

    synchronized void enlist(ServiceVersion<T> version) {
        if (!members.contains(version)) {
            members.add(version);
        }
    }

    synchronized void dismiss(ServiceVersion<T> version) {
        members.remove(version);
    }

    /** Stops all instances. */
    @Override
    public void close() {
        watch.close();
        shadow.end();
        List<ServiceVersion<T>> all = members();
        all.forEach(member -> traffic.retire(member.version()));
        all.forEach(member -> member.instance().drain());
        try {
            for (ServiceVersion<T> member : all) {
                member.instance().stop(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
