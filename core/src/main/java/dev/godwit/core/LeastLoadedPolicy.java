package dev.godwit.core;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * The store that has the fewest units for its weight. A unit that lives in one of the stores leaves it only where that makes
 * the stores more even.
 *
 * @param weights how large the share of each store is
 */
public record LeastLoadedPolicy(StoreWeights weights) implements PlacementPolicy {
    @Override
    public Set<StoreName> stores() {
        return weights.stores();
    }

    @Override
    public StoreName choose(UnitId unit, Situation situation) {
        StoreName emptiest = situation.allowed().stream()
                .min(Comparator.<StoreName>comparingDouble(store -> with(situation, store, 1))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        Optional<StoreName> home = situation.home().filter(situation.allowed()::contains);
        return home.filter(store -> with(situation, store, 0) <= with(situation, emptiest, 1))
                .orElse(emptiest);
    }

    /** How full a store would be with so many units more. */
    private double with(Situation situation, StoreName store, int more) {
        return (situation.unitsIn().applyAsLong(store) + more) / weights.of(store);
    }
}
