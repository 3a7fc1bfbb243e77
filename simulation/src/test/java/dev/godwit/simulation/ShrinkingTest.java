package dev.godwit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.SystemTime;
import dev.godwit.simulation.Shrinking.Smallest;
import dev.godwit.simulation.Simulation.Result;
import dev.godwit.simulation.internal.Reductions;
import dev.godwit.simulation.internal.Scenario;
import dev.godwit.simulation.internal.Violation;
import dev.godwit.simulation.internal.mutation.Mutations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
    private static final String MUTATION = "latefreeze";

    @Test
    void a_failure_is_made_smaller_and_stays_the_same_failure() {
        SystemTime clock = new SystemTime();
        Result failure = new MutationHunt(new SeedRange(1, 1_000, 1), Duration.ofSeconds(60), clock)
                .hunt(MUTATION)
                .orElseThrow()
                .result();
        Smallest smallest = new Shrinking(failure, MUTATION, List.of(), Duration.ofSeconds(5), clock).run();
        Result smaller = run(failure.seed(), smallest.without());
        assertThat(smallest.without()).isNotEmpty();
        assertThat(smaller.violation().map(Violation::invariant))
                .isPresent()
                .isEqualTo(failure.violation().map(Violation::invariant));
        assertThat(smaller.events()).isEqualTo(smallest.events());
    }

    @Test
    void what_is_not_there_can_not_be_taken_away() {
        assertThatThrownBy(() -> Reductions.apply(Scenario.of(3), List.of("fault-99")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fault-99")
                .hasMessageContaining("fault-1");
    }

    private static Result run(long seed, List<String> without) {
        Scenario whole = Scenario.of(seed, Mutations.named(MUTATION).shownBy());
        return Simulation.run(seed, Reductions.apply(whole, without), Mutations.named(MUTATION), 0);
    }
}
