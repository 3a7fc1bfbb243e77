package dev.godwit.simulation.internal;

import dev.godwit.testkit.SeededScheduler;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

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
    private final Conditions conditions;
    private final Map<SimulatedProcess, Long> slowUntilNanos = new HashMap<>();
    private boolean calm;

    /**
     * What a seed has decided.
     *
     * @param latency of a message at most
     * @param late the share of messages that take much longer
     * @param lost the share of messages that are lost
     * @param twice the share of requests to the control plane that arrive twice
     * @param forsaken the share of requests that their client gives up, and that are carried out later nevertheless
     * @param slow a kind of request that takes seconds now and then
     */
    public record Conditions(
            Duration latency, double late, double lost, double twice, double forsaken, Optional<String> slow) {
        static Conditions of(Random random) {
            return new Conditions(
                    Scenario.upTo(random, Duration.ofMillis(2)).plusNanos(10_000),
                    Scenario.chance(random, 0.5) ? 0.02 : 0,
                    Scenario.chance(random, 0.5) ? 0.004 : 0,
                    Scenario.chance(random, 0.5) ? 0.05 : 0,
                    Scenario.chance(random, 0.4) ? 0.02 : 0,
                    Scenario.chance(random, 0.6)
                            ? Optional.of(KINDS.get(random.nextInt(KINDS.size())))
                            : Optional.empty());
        }
    }

    public Weather(SeededScheduler scheduler, Conditions conditions) {
        this.scheduler = scheduler;
        this.conditions = conditions;
    }

    public void calmDown() {
        calm = true;
    }

    public boolean isCalm() {
        return calm;
    }

    /** For so long a process takes ten times as long for everything. */
    void slowDown(SimulatedProcess process, Duration duration) {
        slowUntilNanos.put(process, scheduler.nowNanos() + duration.toNanos());
    }

    Duration travel(String what) {
        if (!calm && isSlow(what)) {
            return muchLater();
        }
        if (!calm && scheduler.chance(conditions.late())) {
            return scheduler.upTo(scheduler.chance(0.2) ? Duration.ofMillis(1_500) : Duration.ofMillis(60));
        }
        return scheduler.upTo(conditions.latency());
    }

    Duration work(SimulatedProcess process, String what) {
        if (!calm && isSlow(what)) {
            return muchLater();
        }
        if (!calm && scheduler.chance(conditions.late())) {
            return scheduler.upTo(Duration.ofMillis(40));
        }
        Duration usual = scheduler.upTo(conditions.latency().dividedBy(4));
        return isSlow(process) ? usual.plusMillis(1).multipliedBy(10) : usual;
    }

    boolean loses() {
        return happens(conditions.lost());
    }

    boolean repeats() {
        return happens(conditions.twice());
    }

    boolean forsakes() {
        return happens(conditions.forsaken());
    }

    boolean tossCoin() {
        return scheduler.chance(0.5);
    }

    /** Most often a little, sometimes very much. */
    Duration muchLater() {
        double share = scheduler.random().nextDouble();
        return Duration.ofNanos((long) (LONGEST_DELAY.toNanos() * share * share * share));
    }

    private boolean happens(double share) {
        return !calm && share > 0 && scheduler.chance(share);
    }

    private boolean isSlow(String what) {
        return conditions.slow().filter(what::contains).isPresent() && scheduler.chance(0.1);
    }

    private boolean isSlow(SimulatedProcess process) {
        return !calm && slowUntilNanos.getOrDefault(process, Long.MIN_VALUE) > scheduler.nowNanos();
    }
}
