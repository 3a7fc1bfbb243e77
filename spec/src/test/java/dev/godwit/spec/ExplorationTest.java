package dev.godwit.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.spec.Exploration.Outcome;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The counts are those of the first model, which was written in Python by someone else. */
class ExplorationTest {
    @ParameterizedTest
    @CsvSource({"1, 2, 2, 2, 68736", "1, 4, 2, 2, 99288"})
    void the_protocol_holds_in_every_state(int writes, int lastPhase, int tokens, int epochs, int states) {
        Outcome outcome = Exploration.of(new Size(writes, lastPhase, tokens, epochs), Set.of());
        assertThat(outcome.violation()).isEmpty();
        assertThat(outcome.states()).isEqualTo(states);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void without_any_one_of_its_rules_it_does_not(Rule rule) {
        Outcome outcome = Exploration.of(sizeFor(rule), EnumSet.of(rule));
        assertThat(outcome.violation()).as("without '%s'", rule.text()).isPresent();
        assertThat(outcome.path()).as("the shortest way there").isNotEmpty();
    }

    @Test
    void a_counterexample_is_as_short_as_the_one_that_people_know() {
        assertThat(Exploration.of(new Size(1, 2, 3, 3), EnumSet.of(Rule.LATEFREEZE))
                        .path())
                .containsExactly(
                        "begin", "learn0", "learn1", "freeze", "expire", "seal", "write0@0", "demote", "commit0", "!");
    }

    @Test
    void a_state_survives_its_packing() {
        for (Step step : new Steps(new Size(2, 4, 3, 3), Set.of()).of(State.START)) {
            assertThat(Packed.of(step.next()).unpacked()).isEqualTo(step.next());
        }
    }

    /** Two writes are needed to see a mover that comes late. */
    private static Size sizeFor(Rule rule) {
        return switch (rule) {
            case NOSEQ, NOTOKEN -> new Size(2, 2, 2, 2);
            case NOFENCE,
                    NOFREEZEWAIT,
                    NODIRTY,
                    NOBUMP,
                    NOACK,
                    NOSTRICT,
                    STALERENEW,
                    LATEFREEZE,
                    MIRRORREAD,
                    UNSEALED -> new Size(1, 2, 3, 3);
        };
    }
}
