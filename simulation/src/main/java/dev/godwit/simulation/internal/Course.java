package dev.godwit.simulation.internal;

import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * What is to happen if nothing goes wrong.
 *
 * @param rounds how often homes change to and fro
 * @param frenzied homes change as fast as they can, and nearly all routers have no control plane: reads are strict
 * @param abandoned whether the migration is aborted in the end, not finalized
 * @param firstWave whether unit 1 goes ahead in a wave of its own
 * @param asked whether somebody asks for the move of the last unit, and for its move again when it was taken back
 * @param thinking the longest pause of a user between two operations
 * @param retention how long the source keeps rows after the end
 * @param sizes of chunks and batches
 */
record Course(
        int rounds,
        boolean frenzied,
        boolean abandoned,
        boolean firstWave,
        boolean asked,
        Duration thinking,
        Duration retention,
        MoverSettings sizes) {
    static Course of(Random random, Cast cast, Adversity adversity) {
        // A slow reader has to see homes change to and fro.
        boolean toAndFro = adversity.ambush().equals(Optional.of(AmbushKind.SLOW_READER));
        boolean frenzied = toAndFro || Scenario.chance(random, 0.2);
        int restless = frenzied || Scenario.chance(random, 0.3) ? 5 : 100;
        return new Course(
                frenzied ? (toAndFro ? 10 : 4) + random.nextInt(6) : random.nextInt(3),
                frenzied,
                Scenario.chance(random, 0.2),
                cast.units() > 1 && Scenario.chance(random, 0.5),
                Scenario.chance(random, 0.4),
                Scenario.upTo(random, Duration.ofMillis(restless)).plusMillis(1),
                Scenario.upTo(random, Duration.ofSeconds(2)),
                new MoverSettings(2, 3, 2, Scenario.chance(random, 0.3) ? 0 : 500));
    }

    Course withRounds(int fewer) {
        return new Course(fewer, frenzied, abandoned, firstWave, asked, thinking, retention, sizes);
    }

    Course notFrenzied() {
        return new Course(rounds, false, abandoned, firstWave, asked, thinking, retention, sizes);
    }

    Course notAbandoned() {
        return new Course(rounds, frenzied, false, firstWave, asked, thinking, retention, sizes);
    }

    Course inOneWave() {
        return new Course(rounds, frenzied, abandoned, false, asked, thinking, retention, sizes);
    }

    Course unasked() {
        return new Course(rounds, frenzied, abandoned, firstWave, false, thinking, retention, sizes);
    }
}
