package dev.godwit.simulation.internal;

import dev.godwit.simulation.internal.ambush.AmbushKind;
import dev.godwit.testkit.SeededScheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a seed has decided before anything happens; the rest is chance in the order of events. A failure is made smaller by
 * taking parts of it away.
 *
 * @param schedule the seed of all chance while the run goes on
 */
public record Scenario(long schedule, Cast cast, Course course, Adversity adversity) {
    /** What this seed decides. */
    public static Scenario of(long seed) {
        return of(seed, Optional.empty());
    }

    /**
     * What this seed decides, but for one thing.
     *
     * @param ambush the coincidence that is arranged whatever the seed says, if there is one
     */
    public static Scenario of(long seed, Optional<AmbushKind> ambush) {
        Random random = SeededScheduler.chance(seed);
        Cast cast = Cast.of(random);
        Adversity chosen = Adversity.of(random);
        Adversity adversity = ambush.map(chosen::with).orElse(chosen);
        return new Scenario(random.nextLong(), cast, Course.of(random, cast, adversity), adversity);
    }

    /** How long there are faults. */
    public Duration storm() {
        return adversity.storm();
    }

    Scenario with(Cast other) {
        return new Scenario(schedule, other, course, adversity);
    }

    Scenario with(Course other) {
        return new Scenario(schedule, cast, other, adversity);
    }

    Scenario with(Adversity other) {
        return new Scenario(schedule, cast, course, other);
    }

    Scenario withSchedule(long other) {
        return new Scenario(other, cast, course, adversity);
    }

    static boolean chance(RandomGenerator random, double probability) {
        return random.nextDouble() < probability;
    }

    static Duration upTo(RandomGenerator random, Duration longest) {
        return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
    }
}
