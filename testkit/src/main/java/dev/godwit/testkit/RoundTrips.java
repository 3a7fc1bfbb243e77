package dev.godwit.testkit;

import dev.godwit.core.GodwitException;

/**
 * The way between a client and its database, and the time that statements take. A simulation lets others run here, loses
 * requests and answers, and breaks connections. Thread-safe.
 */
public interface RoundTrips {
    /** No way at all. */
    RoundTrips IMMEDIATE = new RoundTrips() {
        @Override
        public void request(String what) {}

        @Override
        public void between(String what) {}

        @Override
        public void answer(String what, boolean committed) {}

        @Override
        public void refusal(String what) {}
    };

    /**
     * A request travels. What it throws happens before the database has seen it.
     *
     * @param what names the call, for traces
     */
    void request(String what);

    /** The database is between two statements of one request. */
    void between(String what);

    /**
     * The answer travels. What it throws happens after the database has done its work.
     *
     * @param committed whether that work has changed something for good
     */
    void answer(String what, boolean committed);

    /** Whether the client is no more, which the database notices sooner or later. */
    default boolean isClientGone() {
        return false;
    }

    /** The news travels that the database has refused the request. */
    void refusal(String what);

    /**
     * Whether the client gives this request up while it is under way: it is carried out later, and nobody hears of it.
     *
     * @param what names the call, for traces
     */
    default boolean forsakes(String what) {
        return false;
    }

    /**
     * Leaves a request to the database.
     *
     * @param rest what the database does at last
     * @return what the client is told, which can't know
     */
    default GodwitException forsake(String what, Runnable rest) {
        throw new IllegalStateException("nobody forsakes " + what);
    }
}
