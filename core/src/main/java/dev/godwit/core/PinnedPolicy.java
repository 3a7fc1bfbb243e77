package dev.godwit.core;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Named units have stores of their own, which may be stores that nobody else gets; another policy chooses for the others.
 *
 * @param pinned by unit
 * @param otherwise for all other units
 */
public record PinnedPolicy(Map<UnitId, StoreName> pinned, PlacementPolicy otherwise) implements PlacementPolicy {
    public PinnedPolicy {
        pinned = Map.copyOf(pinned);
    }

    @Override
    public Set<StoreName> stores() {
        Set<StoreName> all = new HashSet<>(otherwise.stores());
        all.addAll(pinned.values());
        return Set.copyOf(all);
    }

    @Override
    public StoreName choose(UnitId unit, Situation situation) {
        StoreName own = pinned.get(unit);
        if (own != null && situation.allowed().contains(own)) {
            return own;
        }
        Set<StoreName> others = new HashSet<>(otherwise.stores());
        others.retainAll(situation.allowed());
        return otherwise.choose(unit, situation.allowing(others));
    }
}
