package dev.godwit.server.internal.http;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Requests that wait for news. When the server stops they are answered at once. Thread-safe. */
public final class LongPolls {
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** Runs what may wait. */
    <T> T poll(Supplier<T> request) {
        Thread thread = Thread.currentThread();
        waiting.add(thread);
        try {
            requireServing();
            T answer = request.get();
            requireServing();
            return answer;
        } catch (RuntimeException e) {
            requireServing();
            throw e;
        } finally {
            waiting.remove(thread);
            if (stopping) {
                // The interrupt was for the wait, not for the answer.
                Thread.interrupted();
            }
        }
    }

    /** Sends until the client goes away or the server stops. */
    public void stream(Sending sending) {
        Thread thread = Thread.currentThread();
        waiting.add(thread);
        try {
            requireServing();
            sending.send();
        } catch (InterruptedException e) {
            // The server stops, and whoever listens comes back.
        } finally {
            waiting.remove(thread);
        }
    }

    /** What sends. */
    @FunctionalInterface
    public interface Sending {
        void send() throws InterruptedException;
    }

    /** Ends all waits, now and from now on. */
    public void stop() {
        stopping = true;
        waiting.forEach(Thread::interrupt);
    }

    private void requireServing() {
        if (stopping) {
            throw new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "the control plane is stopping");
        }
    }
}
