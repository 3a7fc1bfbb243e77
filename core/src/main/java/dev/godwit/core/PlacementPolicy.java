package dev.godwit.core;

import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Chooses in which store a unit lives. Immutable, thread-safe and free of side effects: the same unit in the same
 * situation gets the same answer in any process.
 */
public sealed interface PlacementPolicy
        permits RendezvousPolicy, LeastLoadedPolicy, RangePolicy, PinnedPolicy, RegionPolicy {
    /** All stores that it may choose; at least one. */
    Set<StoreName> stores();

    /**
     * The store in which a unit should live.
     *
     * @return one of {@link Situation#allowed()}
     */
    StoreName choose(UnitId unit, Situation situation);

    /** The store in which a unit should live for which all stores are allowed. */
    default StoreName choose(UnitId unit, Optional<StoreName> home, ToLongFunction<StoreName> unitsIn) {
        return choose(unit, new Situation(stores(), home, unitsIn));
    }

    /**
     * What a policy may look at besides the unit.
     *
     * @param allowed at least one, each of the policy's {@link #stores()}
     * @param home where the unit lives now; absent when it is new
     * @param unitsIn how many units a store has, those included that are on their way to it
     */
    record Situation(Set<StoreName> allowed, Optional<StoreName> home, ToLongFunction<StoreName> unitsIn) {
        /** The same where only some stores come into question. */
        Situation allowing(Set<StoreName> fewer) {
            return new Situation(fewer, home, unitsIn);
        }
    }
}
