package dev.godwit.router.internal;

import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Signal;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.router.ShadowReads;
import dev.godwit.router.Work;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes a share of the named reads under a lease, while their unit is ready to move, and lets them be compared with the
 * mirror one after the other by its own task. The application never waits for that. Thread-safe.
 */
final class Shadows<C> implements Runnable {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final ShadowReads settings;
    private final ShadowComparison<C> comparison;
    private final PlacementCache cache;
    private final Counters counters;
    private final Queue<Sample<C>> waiting;
    private final Signal news;
    private final AtomicLong seen = new AtomicLong();
    private volatile boolean stopped;

    Shadows(
            ShadowReads settings,
            ShadowComparison<C> comparison,
            PlacementCache cache,
            Counters counters,
            TimeSource time) {
        this.settings = settings;
        this.comparison = comparison;
        this.cache = cache;
        this.counters = counters;
        this.waiting = new ArrayBlockingQueue<>(settings.waiting());
        this.news = time.signal();
    }

    /**
     * A read that was answered by the home.
     *
     * @param trust under which it was answered, and under which the home's answers count again
     */
    record Sample<C>(
            String name,
            UnitId unit,
            Work<? super C, ?, ?> work,
            @Nullable Object answer,
            StoreName mirror,
            Trust trust) {}

    /** What a read begins with, so that it can be judged afterwards whether it may be compared; null when it may not. */
    @Nullable
    Trust consider(UnitId unit) {
        if (settings.share() == 0) {
            return null;
        }
        Trust trust = cache.trust(unit);
        return trust != null && mirror(trust) != null && isNext() ? trust : null;
    }

    /** The read has been answered. */
    void offer(String name, UnitId unit, Work<? super C, ?, ?> work, @Nullable Object answer, Trust trust) {
        StoreName mirror = mirror(trust);
        if (mirror == null || !cache.stillHolds(trust)) {
            return;
        }
        if (waiting.offer(new Sample<C>(name, unit, work, answer, mirror, trust))) {
            news.raise();
        } else {
            counters.shadowsDropped.increment();
        }
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                long version = news.version();
                Sample<C> sample = waiting.poll();
                if (sample == null) {
                    news.await(version, FOR_EVER);
                } else {
                    comparison.compare(sample);
                }
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    void stop() {
        stopped = true;
        news.raise();
    }

    /** Evenly spread: of n reads, this share. */
    private boolean isNext() {
        long before = seen.getAndIncrement();
        return Math.floor((before + 1) * settings.share()) > Math.floor(before * settings.share());
    }

    private static @Nullable StoreName mirror(Trust trust) {
        Placement placement = trust.placement();
        return placement != null && placement.phase() == Phase.SYNCED
                ? placement.mirror().orElse(null)
                : null;
    }
}
