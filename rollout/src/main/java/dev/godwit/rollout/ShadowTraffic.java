package dev.godwit.rollout;

import dev.godwit.core.Tasks;
import dev.godwit.rollout.internal.Shadow;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mirrors requests to a version that serves nobody yet, and compares its answers with those that were given. The caller has
 * its answer before that; at most {@value Shadow#QUEUE_MAX} requests wait, others are dropped and counted. Only requests
 * that change nothing may be mirrored. Thread-safe; whoever offers a request never waits.
 *
 * @param <T> what requests are made of
 */
public final class ShadowTraffic<T> {
    private final Tasks tasks;
    private volatile Optional<Shadow<T>> shadow = Optional.empty();

    public ShadowTraffic(Tasks tasks) {
        this.tasks = tasks;
    }

    /**
     * Offers a request that was answered.
     *
     * @param asked who answered
     * @param request asks a version; what it throws means that no answer came
     * @param answer what the caller got; answers are compared by {@code equals}, so an error that is an answer has to be
     *     made a value
     */
    public <A> void offer(T asked, Function<T, A> request, A answer) {
        // Read once; most of the time there is none.
        Optional<Shadow<T>> current = shadow;
        if (current.isPresent()) {
            current.get().offer(asked, request, answer);
        }
    }

    /** Whether requests are mirrored now. */
    public boolean active() {
        return shadow.isPresent();
    }

    /** What was found since mirroring was last begun. */
    public ShadowFigures figures() {
        return shadow.map(Shadow::figures).orElse(ShadowFigures.NONE);
    }

    /** Begins to mirror to this version, with figures from zero; goes on when that is so already. */
    synchronized void begin(ServiceVersion<T> version) {
        if (shadow.isPresent() && shadow.get().version().equals(version.version())) {
            return;
        }
        end();
        Shadow<T> next = new Shadow<>(version.version(), version.service());
        tasks.start("shadow of " + version.version(), next::run);
        shadow = Optional.of(next);
    }

    synchronized void end() {
        shadow.ifPresent(Shadow::end);
        shadow = Optional.empty();
    }
}
