package dev.godwit.server.internal.http;

import dev.godwit.core.TimeSource;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Events to one client, sent by the thread that made it; others may let the client go. Thread-safe. */
public final class EventStream {
    private final SseSink sink;
    private final TimeSource time;
    private final Thread sender = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean sending;
    private long sendingSinceNanos;

    EventStream(SseSink sink, TimeSource time) {
        this.sink = sink;
        this.time = time;
    }

    /** Sends an event; waits while the client reads none. */
    public void emit(SseEvent event) {
        begin();
        try {
            sink.emit(event);
        } finally {
            end();
        }
    }

    private void begin() {
        lock.lock();
        try {
            sending = true;
            sendingSinceNanos = time.monotonicNanos();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            sending = false;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connection when the client has not taken one event for so long. */
    void endIfStuckFor(Duration patience) {
        lock.lock();
        try {
            if (sending && time.since(sendingSinceNanos).compareTo(patience) >= 0) {
                // An interrupted write of a virtual thread closes its socket.
                sender.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
