package dev.godwit.rollout;

import dev.godwit.rollout.internal.Route;

/**
 * One request on its way to one version. Has to be ended in one of three ways, or by {@link #close()}, which counts it as
 * lost; a second end does nothing. Used by one thread.
 *
 * @param <T> what requests are made of
 */
public final class Passage<T> implements AutoCloseable {
    private final Route<T> route;
    private final Route.Visit visit;

    Passage(Route<T> route, Route.Visit visit) {
        this.route = route;
        this.visit = visit;
    }

    public String version() {
        return route.version();
    }

    public T service() {
        return route.service();
    }

    /** The version answered, and rightly; that a caller asked for what is not there is a right answer too. */
    public void succeeded() {
        visit.answered(false);
    }

    /** The version answered with an error of its own. */
    public void failed() {
        visit.answered(true);
    }

    /** No answer came, because the instance died or can't be reached. Whoever watches it finds out, so nobody judges by it. */
    public void lost() {
        visit.lost();
    }

    @Override
    public void close() {
        visit.lost();
    }
}
