package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.godwit.core.RangePolicy.Range;
import dev.godwit.core.RegionPolicy.Residency;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementPolicyTest {
    private static final int UNITS = 100_000;
    private static final StoreName ONE = new StoreName("one");
    private static final StoreName TWO = new StoreName("two");
    private static final StoreName THREE = new StoreName("three");
    private static final StoreName FOUR = new StoreName("four");
    private static final StoreName FIVE = new StoreName("five");

    private final List<UnitId> units = IntStream.range(0, UNITS)
            .mapToObj(number -> UnitId.of("account-" + number))
            .toList();

    @Test
    void a_fifth_equal_store_takes_exactly_the_units_whose_first_choice_it_is() {
        PlacementPolicy four = even(ONE, TWO, THREE, FOUR);
        PlacementPolicy five = even(ONE, TWO, THREE, FOUR, FIVE);
        int moved = 0;
        for (UnitId unit : units) {
            StoreName before = home(four, unit);
            StoreName after = home(five, unit);
            assertThat(after).isIn(before, FIVE);
            moved += after.equals(before) ? 0 : 1;
        }
        // A fifth of all, within five standard deviations.
        assertThat((double) moved / UNITS).isCloseTo(0.2, within(5 * Math.sqrt(0.2 * 0.8 / UNITS)));
    }

    @Test
    void shares_follow_the_weights() {
        PlacementPolicy policy = new RendezvousPolicy(new StoreWeights(Map.of(ONE, 1.0, TWO, 3.0)));
        long inTwo =
                units.stream().filter(unit -> home(policy, unit).equals(TWO)).count();
        assertThat((double) inTwo / UNITS).isCloseTo(0.75, within(5 * Math.sqrt(0.75 * 0.25 / UNITS)));
    }

    /** Any process must agree for as long as units live where it says. */
    @Test
    void the_choice_is_the_same_in_every_version() {
        assertThat(IntStream.range(0, 12).mapToObj(number -> home(even(ONE, TWO, THREE), UnitId.of("u" + number))))
                .extracting(StoreName::value)
                .containsExactly(
                        "three", "one", "one", "one", "one", "two", "two", "three", "two", "three", "three", "one");
    }

    @Test
    void the_emptiest_store_gets_a_new_unit_and_an_even_one_keeps_its_own() {
        PlacementPolicy policy = new LeastLoadedPolicy(new StoreWeights(Map.of(ONE, 1.0, TWO, 2.0)));
        Map<StoreName, Long> load = new HashMap<>(Map.of(ONE, 10L, TWO, 18L));
        assertThat(policy.choose(UnitId.of("a"), Optional.empty(), load::get)).isEqualTo(TWO);
        assertThat(policy.choose(UnitId.of("a"), Optional.of(ONE), load::get)).isEqualTo(TWO);
        load.put(TWO, 19L);
        assertThat(policy.choose(UnitId.of("a"), Optional.of(ONE), load::get)).isEqualTo(ONE);
        assertThat(policy.choose(UnitId.of("a"), Optional.of(THREE), load::get)).isEqualTo(TWO);
    }

    @Test
    void ranges_are_told_apart_by_code_points() {
        PlacementPolicy policy = new RangePolicy(List.of(
                new Range(Optional.of("m"), ONE),
                new Range(Optional.of("\uFFFD"), TWO),
                new Range(Optional.empty(), ONE)));
        assertThat(home(policy, UnitId.of("az"))).isEqualTo(ONE);
        assertThat(home(policy, UnitId.of("m"))).isEqualTo(TWO);
        // Beyond the BMP, so that its first char comes before the bound and its code point after it.
        assertThat(home(policy, UnitId.of("\uD83D\uDE00"))).isEqualTo(ONE);
    }

    @Test
    void no_policy_takes_a_unit_out_of_its_region_and_the_pinned_ones_are_alone() {
        UnitId own = UnitId.of("acme");
        PlacementPolicy policy = new RegionPolicy(
                List.of(
                        new Residency("eu", Set.of(UnitId.of("berlin")), Optional.of("eu-"), Set.of(THREE)),
                        new Residency("us", Set.of(), Optional.of("us-"), Set.of(ONE, TWO))),
                new PinnedPolicy(Map.of(own, FIVE), even(ONE, TWO, THREE)));
        assertThat(home(policy, own)).isEqualTo(FIVE);
        assertThat(home(policy, UnitId.of("berlin"))).isEqualTo(THREE);
        for (UnitId unit : units.subList(0, 1_000)) {
            assertThat(home(policy, UnitId.of("eu-" + unit))).isEqualTo(THREE);
            assertThat(home(policy, UnitId.of("us-" + unit))).isIn(ONE, TWO);
            assertThat(home(policy, unit)).isNotEqualTo(FIVE);
        }
    }

    private static PlacementPolicy even(StoreName... stores) {
        return new RendezvousPolicy(
                new StoreWeights(Arrays.stream(stores).collect(Collectors.toMap(store -> store, store -> 1.0))));
    }

    private static StoreName home(PlacementPolicy policy, UnitId unit) {
        return policy.choose(unit, Optional.empty(), store -> 0);
    }
}
