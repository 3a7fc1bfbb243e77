package dev.godwit.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.spec.internal.explore.Exploration.Options;
import dev.godwit.spec.internal.explore.Outcome;
import dev.godwit.spec.internal.model.Models;
import dev.godwit.spec.internal.model.Mutation;
import dev.godwit.spec.internal.model.NamedModel;
import dev.godwit.spec.internal.model.Rule;
import dev.godwit.spec.internal.model.Size;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The counts are pinned, so that nobody changes a model without noticing. */
class ExplorationTest {
    /** Neither merges what is alike, as the first model did not, nor looks for dead ends. */
    private static final Options LIKE_THE_FIRST = new Options(true, false, 1_000_000, (states, waiting, depth) -> {});

    @ParameterizedTest
    @CsvSource({"move, 51198", "coordinators, 90042", "copy, 29759", "units, 9589", "loss, 73444"})
    void every_invariant_holds_in_every_state(String name, int states) {
        NamedModel model = Models.named(name);
        Outcome outcome = model.explore(model.small(), Set.of(), Options.USUAL);
        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.states()).isEqualTo(states);
    }

    @Test
    void every_model_is_counted() {
        assertThat(Models.ALL.stream().map(NamedModel::name).toList())
                .isEqualTo(List.of("move", "coordinators", "copy", "units", "loss"));
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void without_any_one_of_the_rules_an_invariant_breaks(Rule rule) {
        Mutation mutation = Mutation.of(rule);
        Outcome outcome = mutation.model().explore(mutation.size(), EnumSet.of(rule), Options.USUAL);
        assertThat(outcome.broken()).as("without '%s'", rule.text()).isPresent();
        assertThat(outcome.story()).as("the shortest way there").hasSizeGreaterThan(1);
    }

    static Stream<Arguments> sizesOfMutations() {
        return Arrays.stream(Rule.values())
                // The clean run of that one has millions of states: it is part of --large.
                .filter(rule -> rule != Rule.ADOPT)
                .map(Mutation::of)
                .map(mutation -> List.of(mutation.model(), mutation.size()))
                .distinct()
                .map(pair -> Arguments.of(pair.toArray()));
    }

    @ParameterizedTest
    @MethodSource("sizesOfMutations")
    void with_all_rules_the_same_size_is_clean(NamedModel model, Size size) {
        assertThat(model.explore(size, Set.of(), Options.USUAL).broken()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} states")
    @CsvSource(
            delimiter = '|',
            value = {"writes=1,phases=2,tokens=2,epochs=2 | 68736", "writes=1,phases=4,tokens=2,epochs=2 | 99288"})
    void the_move_has_as_many_states_as_the_first_model_that_someone_else_wrote(String size, int states) {
        Outcome outcome = Models.MOVE.explore(Size.of(size), Set.of(), LIKE_THE_FIRST);
        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.states()).isEqualTo(states);
    }

    @ParameterizedTest
    @CsvSource({
        "move, writes=1;phases=2;tokens=2;epochs=2",
        "coordinators, writes=1;attempts=1;back=0",
        "copy, writes=2;keys=2;chunk=2;tokens=2"
    })
    void merging_what_is_alike_hides_nothing(String name, String size) {
        NamedModel model = Models.named(name);
        Outcome merged = model.explore(Size.of(size.replace(';', ',')), Set.of(), Options.USUAL);
        Outcome all = model.explore(
                Size.of(size.replace(';', ',')),
                Set.of(),
                new Options(true, true, 1_000_000, (states, waiting, depth) -> {}));
        assertThat(all.broken()).isEqualTo(merged.broken());
        assertThat(all.depth()).isEqualTo(merged.depth());
        assertThat(all.states()).isGreaterThan(merged.states());
    }

    @Test
    void a_counterexample_is_as_short_as_the_one_that_people_know_and_reads_as_a_story() {
        Mutation mutation = Mutation.of(Rule.LATEFREEZE);
        assertThat(
                        mutation
                                .model()
                                .explore(mutation.size(), EnumSet.of(Rule.LATEFREEZE), Options.USUAL)
                                .story()
                                .stream()
                                .map(Outcome.Line::action)
                                .collect(Collectors.joining("\n")))
                .isEqualTo("""
                        the start
                        coordinator: step 1, the record says CUTTING
                        router 1: learns the placement
                        router 2: learns the placement
                        coordinator: steps 2 and 3, all have acknowledged, home is FROZEN
                        coordinator: steps 4 to 6, no mark is left, the mirror is sealed
                        the freeze expires
                        router 1: begins a write in A
                        coordinator: step 7, the old home is a mirror
                        router 1: commits""");
    }
}
