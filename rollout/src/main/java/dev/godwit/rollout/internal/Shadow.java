package dev.godwit.rollout.internal;

import dev.godwit.rollout.ShadowFigures;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** The mirrored requests of one release: those that wait, and what was found. Thread-safe. */
public final class Shadow<T> {
    /** How many requests wait at most. */
    public static final int QUEUE_MAX = 1_000;

    private static final int TEXT_MAX = 200;

    private final String version;
    private final T service;
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicLong compared = new AtomicLong();
    private final AtomicLong differing = new AtomicLong();
    private final AtomicLong changed = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private volatile String lastDifference = "";
    private volatile boolean ended;

    public Shadow(String version, T service) {
        this.version = version;
        this.service = service;
    }

    public String version() {
        return version;
    }

    public ShadowFigures figures() {
        return new ShadowFigures(
                compared.get(), differing.get(), changed.get(), dropped.sum(), lost.get(), lastDifference);
    }

    public <A> void offer(T asked, Function<T, A> request, A answer) {
        if (!queue.offer(() -> compare(asked, request, answer))) {
            dropped.increment();
        }
    }

    /** Asks and compares, one request after the other, until it is ended. */
    public void run() {
        try {
            while (!ended) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that wait are dropped. */
    public void end() {
        ended = true;
        queue.clear();
        // Wakes the one who waits for work.
        while (!queue.offer(() -> {})) {
            queue.clear();
        }
    }

    private <A> void compare(T asked, Function<T, A> request, A answer) {
        A mirrored;
        A again;
        try {
            mirrored = request.apply(service);
            if (mirrored.equals(answer)) {
                compared.incrementAndGet();
                return;
            }
            again = request.apply(asked);
        } catch (RuntimeException e) {
            lost.incrementAndGet();
            return;
        }
        if (again.equals(answer)) {
            lastDifference = shorten(answer) + " was answered, the new version says " + shorten(mirrored);
            differing.incrementAndGet();
            compared.incrementAndGet();
        } else {
            changed.incrementAndGet();
        }
    }

    private static String shorten(Object answer) {
        String text = String.valueOf(answer);
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
    }
}
