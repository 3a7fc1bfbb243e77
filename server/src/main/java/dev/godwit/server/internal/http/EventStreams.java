package dev.godwit.server.internal.http;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.TimeSource;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The streams of events that are open: so many at most, and none to a client that has stopped to read. What is not read
 * waits in the buffers of the network, never in the memory of the server. Thread-safe.
 */
public final class EventStreams {
    private static final int MOST = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LongPolls polls;
    private final TimeSource time;
    private final int most;
    private final Duration patience;
    private final Semaphore places;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

    private EventStreams(LongPolls polls, TimeSource time, int most, Duration patience) {
        this.polls = polls;
        this.time = time;
        this.most = most;
        this.patience = patience;
        this.places = new Semaphore(most);
    }

    /** Watched until the polls are stopped. */
    public static EventStreams watched(LongPolls polls, TimeSource time) {
        return watched(polls, time, MOST, PATIENCE);
    }

    /**
     * The same with other bounds.
     *
     * @param most how many may be open at once
     * @param patience how long a client may take for one event
     */
    static EventStreams watched(LongPolls polls, TimeSource time, int most, Duration patience) {
        EventStreams streams = new EventStreams(polls, time, most, patience);
        Thread.ofVirtual().name("event-streams").start(() -> polls.stream(streams::watch));
        return streams;
    }

    /**
     * Sends events until the client goes away or the server stops.
     *
     * @throws GodwitException with {@link ErrorCode#TOO_MANY_REQUESTS} when too many are open
     */
    public void serve(ServerResponse response, Sending sending) {
        if (!places.tryAcquire()) {
            throw new GodwitException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    most + " streams of events are open, as many as this server serves at once");
        }
        try {
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            try (SseSink sink = response.sink(SseSink.TYPE)) {
                serve(new EventStream(sink, time), sending);
            }
        } finally {
            places.release();
        }
    }

    private void serve(EventStream stream, Sending sending) {
        open.add(stream);
        try {
            polls.stream(() -> sending.sendTo(stream));
        } finally {
            open.remove(stream);
        }
    }

    /** What sends. */
    @FunctionalInterface
    public interface Sending {
        void sendTo(EventStream stream) throws InterruptedException;
    }

    private void watch() throws InterruptedException {
        while (true) {
            time.sleep(patience.dividedBy(10));
            open.forEach(stream -> stream.endIfStuckFor(patience));
        }
    }
}
