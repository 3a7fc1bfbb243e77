package dev.godwit.simulation.internal;

import dev.godwit.testkit.SeededScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the network is in one run: how long messages take, how often they are lost, and which kind of work is especially
 * slow. Chosen by the seed; calm at last.
 */
public final class Weather {
    /** Parts of what requests and statements are called. */
    private static final List<String> KINDS = List.of(
            "apply",
            "right of the mover",
            "upsert",
            "copy",
            "Demote",
            "Seal",
            "Promote",
            "Freeze",
            "Thaw",
            "delete",
            "marks of",
            "rows [",
            "chunk",
            "standing",
            "commit",
            "token",
            "START",
            "CUT_OVER",
            "PROMOTED",
            "digest",
            "holders",
            "trigger",
            "role of",
            "renew",
            "placements");

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(8);

    private final SeededScheduler scheduler;
    private final Duration latency;
    private final double lateShare;
    private final double lostShare;
    private final double twiceShare;
    private final Optional<String> slowKind;
    private boolean calm;

    public Weather(SeededScheduler scheduler) {
        this.scheduler = scheduler;
        this.latency = scheduler.upTo(Duration.ofMillis(2)).plus(Duration.ofNanos(10_000));
        this.lateShare = scheduler.chance(0.5) ? 0.02 : 0;
        this.lostShare = scheduler.chance(0.5) ? 0.004 : 0;
        this.twiceShare = scheduler.chance(0.5) ? 0.05 : 0;
        this.slowKind = scheduler.chance(0.6)
                ? Optional.of(KINDS.get(scheduler.random().nextInt(KINDS.size())))
                : Optional.empty();
    }

    public void calmDown() {
        calm = true;
    }

    public boolean isCalm() {
        return calm;
    }

    Duration travel(String what) {
        if (!calm && isSlow(what)) {
            return muchLater();
        }
        if (!calm && scheduler.chance(lateShare)) {
            return scheduler.upTo(scheduler.chance(0.2) ? Duration.ofMillis(1_500) : Duration.ofMillis(60));
        }
        return scheduler.upTo(latency);
    }

    Duration work(String what) {
        if (!calm && isSlow(what)) {
            return muchLater();
        }
        if (!calm && scheduler.chance(lateShare)) {
            return scheduler.upTo(Duration.ofMillis(40));
        }
        return scheduler.upTo(latency.dividedBy(4));
    }

    boolean loses() {
        return !calm && lostShare > 0 && scheduler.chance(lostShare);
    }

    boolean repeats() {
        return !calm && twiceShare > 0 && scheduler.chance(twiceShare);
    }

    boolean tossCoin() {
        return scheduler.chance(0.5);
    }

    private boolean isSlow(String what) {
        return slowKind.filter(what::contains).isPresent() && scheduler.chance(0.1);
    }

    /** Most often a little, sometimes very much. */
    private Duration muchLater() {
        double share = scheduler.random().nextDouble();
        return Duration.ofNanos((long) (LONGEST_DELAY.toNanos() * share * share * share));
    }
}
