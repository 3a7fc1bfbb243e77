package dev.godwit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.PausePoint;
import dev.godwit.simulation.Simulation.Result;
import dev.godwit.simulation.internal.Coverage;
import dev.godwit.simulation.internal.Mutation;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    private static final int SEEDS = 150;

    @Test
    void the_same_seed_gives_the_same_run() {
        Result first = Simulation.run(4711, Mutation.NONE, new Coverage(), 0);
        Result second = Simulation.run(4711, Mutation.NONE, new Coverage(), 0);
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(Simulation.run(4712, Mutation.NONE, new Coverage(), 0).fingerprint())
                .isNotEqualTo(first.fingerprint());
    }

    @Test
    void no_invariant_is_broken_and_every_pause_point_is_reached() {
        Coverage coverage = new Coverage();
        for (long seed = 1; seed <= SEEDS; seed++) {
            requireClean(Simulation.run(seed, Mutation.NONE, coverage, 40));
        }
        Set<PausePoint> missing = EnumSet.allOf(PausePoint.class);
        missing.removeAll(coverage.points().keySet());
        assertThat(missing).as("pause points that no seed has reached").isEmpty();
    }

    /** Seeds that once found something; what they do today is another story, but they cost little. */
    @ParameterizedTest
    @ValueSource(longs = {113, 142, 175, 196, 253, 280, 373, 379, 475, 538, 542, 952, 1217})
    void seeds_that_once_found_a_bug_are_clean(long seed) {
        requireClean(Simulation.run(seed, Mutation.NONE, new Coverage(), 40));
    }

    private static void requireClean(Result result) {
        assertThat(result.violation())
                .as(
                        "seed %d; replay: ./godwit simulate --seed %d --trace 1000000%n%s",
                        result.seed(), result.seed(), String.join("\n", result.lines()))
                .isEmpty();
    }
}
