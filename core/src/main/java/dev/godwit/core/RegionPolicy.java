package dev.godwit.core;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Units of a region live only in stores of that region, whatever any other policy would choose. It is the outermost one.
 *
 * @param residencies a unit obeys the first that names it; who is in none may live in any store
 * @param inside chooses among the stores that are left
 * @throws GodwitException with {@link ErrorCode#RESIDENCY_BROKEN} when the policy inside could not obey
 */
public record RegionPolicy(List<Residency> residencies, PlacementPolicy inside) implements PlacementPolicy {
    /**
     * Which units may live where.
     *
     * @param region its name, for messages
     * @param units those that are named
     * @param prefix and those whose names begin with it; absent when only those that are named are meant
     * @param stores at least one
     */
    public record Residency(String region, Set<UnitId> units, Optional<String> prefix, Set<StoreName> stores) {
        public Residency {
            units = Set.copyOf(units);
            stores = Set.copyOf(stores);
        }

        boolean concerns(UnitId unit) {
            return units.contains(unit)
                    || prefix.filter(unit.value()::startsWith).isPresent();
        }
    }

    public RegionPolicy {
        residencies = List.copyOf(residencies);
        for (Residency residency : residencies) {
            requireObeyed(residency, inside);
        }
        if (inside instanceof PinnedPolicy pins) {
            List<Residency> rules = residencies;
            pins.pinned().forEach((unit, store) -> requireAllowed(rules, unit, store));
        }
    }

    @Override
    public Set<StoreName> stores() {
        return inside.stores();
    }

    @Override
    public StoreName choose(UnitId unit, Situation situation) {
        return residency(residencies, unit)
                .map(residency ->
                        inside.choose(unit, situation.allowing(both(situation.allowed(), residency.stores()))))
                .orElseGet(() -> inside.choose(unit, situation));
    }

    private static Optional<Residency> residency(List<Residency> residencies, UnitId unit) {
        return residencies.stream()
                .filter(residency -> residency.concerns(unit))
                .findFirst();
    }

    private static Set<StoreName> both(Set<StoreName> some, Set<StoreName> others) {
        Set<StoreName> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static void requireObeyed(Residency residency, PlacementPolicy inside) {
        PlacementPolicy general = inside instanceof PinnedPolicy pins ? pins.otherwise() : inside;
        if (both(general.stores(), residency.stores()).isEmpty()) {
            throw new GodwitException(
                    ErrorCode.RESIDENCY_BROKEN,
                    "units of region " + residency.region() + " may live in " + residency.stores()
                            + " only, and the policy has none of these");
        }
    }

    private static void requireAllowed(List<Residency> residencies, UnitId unit, StoreName store) {
        residency(residencies, unit)
                .filter(residency -> !residency.stores().contains(store))
                .ifPresent(residency -> {
                    throw new GodwitException(
                            ErrorCode.RESIDENCY_BROKEN,
                            "unit " + unit + " is pinned to " + store + ", and units of region " + residency.region()
                                    + " may live in " + residency.stores() + " only");
                });
    }
}
