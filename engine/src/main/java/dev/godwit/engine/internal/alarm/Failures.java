package dev.godwit.engine.internal.alarm;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What fails again and again without a success in between: units and the workflow. Thread-safe. */
public final class Failures {
    /** Longer than anything waits for its next attempt; who has not failed for so long no longer fails. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(30);

    private record Failing(long firstNanos, long lastNanos, String reason) {}

    private final TimeSource time;
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();

    public Failures(TimeSource time) {
        this.time = time;
    }

    /** An attempt has failed. */
    public void failed(String who, String reason) {
        long now = time.monotonicNanos();
        failing.compute(
                who,
                (same, old) -> old == null || over(old)
                        ? new Failing(now, now, reason)
                        : new Failing(old.firstNanos(), now, reason));
    }

    /** An attempt has succeeded. */
    public void succeeded(String who) {
        failing.remove(who);
    }

    /** Who has failed at least so long, with the newest reason; who has failed longest is the first. */
    List<String> lasting(Duration atLeast) {
        failing.values().removeIf(this::over);
        List<Map.Entry<String, Failing>> entries = new ArrayList<>(failing.entrySet());
        entries.removeIf(
                entry -> entry.getValue().lastNanos() - entry.getValue().firstNanos() < atLeast.toNanos());
        entries.sort(Comparator.comparingLong(entry -> entry.getValue().firstNanos()));
        return entries.stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().reason())
                .toList();
    }

    private boolean over(Failing failure) {
        return time.since(failure.lastNanos()).compareTo(BETWEEN_ATTEMPTS) > 0;
    }
}
