package dev.godwit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.SystemTime;
import dev.godwit.simulation.MutationHunt.Catch;
import dev.godwit.simulation.internal.mutation.Mutations;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that is taken away has to be noticed; otherwise the simulation is missing something. */
class MutationTest {
    private static final SeedRange SEEDS =
            new SeedRange(1, 5_000, Runtime.getRuntime().availableProcessors());

    /** The budget is 10 s on two quiet processors; a busy machine gets more. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    static Set<String> all() {
        return Mutations.ALL.keySet();
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_is_noticed(String mutation) {
        Optional<Catch> found = new MutationHunt(SEEDS, LONGEST, new SystemTime()).hunt(mutation);
        assertThat(found).as("a seed that notices %s", mutation).isPresent();
        System.out.println(mutation + ": seed " + found.get().result().seed() + ", "
                + found.get().tried() + " tried, " + found.get().took().toMillis() + " ms, "
                + found.get().invariant());
    }
}
