package dev.godwit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.simulation.Simulation.Result;
import dev.godwit.simulation.internal.Coverage;
import dev.godwit.simulation.internal.Mutation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    /** Of seeds from here on a thousand reach everything; elsewhere it may take two thousand, for which a build has no time. */
    private static final int FIRST = 3_001;

    private static final int SEEDS = 1_000;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void the_same_seed_gives_the_same_run() {
        Result first = Simulation.run(4711, Mutation.NONE, 0);
        Result second = Simulation.run(4711, Mutation.NONE, 0);
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(Simulation.run(4712, Mutation.NONE, 0).fingerprint()).isNotEqualTo(first.fingerprint());
    }

    @Test
    void no_invariant_is_broken_and_everything_is_reached() {
        Coverage coverage = new Coverage();
        List<Result> counted = new ArrayList<>();
        new SeedRange(FIRST, 2 * SEEDS, PROCESSORS).run(seed -> Simulation.run(seed, Mutation.NONE, 40), result -> {
            requireClean(result);
            coverage.add(result.coverage());
            if (result.counts()) {
                counted.add(result);
            }
            return counted.size() < SEEDS;
        });
        assertThat(counted).hasSize(SEEDS);
        assertThat(coverage.missing()).as("what no seed has reached").isEmpty();
    }

    /** Seeds that once found something; what they do today is another story, but they cost little. */
    @ParameterizedTest
    @ValueSource(longs = {113, 142, 175, 196, 253, 280, 373, 379, 475, 538, 542, 952, 1217, 1753})
    void seeds_that_once_found_a_bug_are_clean(long seed) {
        requireClean(Simulation.run(seed, Mutation.NONE, 40));
    }

    private static void requireClean(Result result) {
        assertThat(result.violation())
                .as(
                        "seed %d; replay: ./godwit simulate --seed %d --trace 1000000%n%s",
                        result.seed(), result.seed(), String.join("\n", result.lines()))
                .isEmpty();
    }
}
