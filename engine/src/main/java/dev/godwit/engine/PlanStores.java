package dev.godwit.engine;

import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The stores of a plan, opened.
 *
 * @param source the first from which units move
 * @param target the first to which units move
 * @param others the other ones to which units move, and those in which queries of waves are asked
 */
public record PlanStores(Store source, Store target, List<Store> others) implements AutoCloseable {
    public PlanStores {
        others = List.copyOf(others);
    }

    /** Of a plan that names no other store. */
    public static PlanStores of(Store source, Store target) {
        return new PlanStores(source, target, List.of());
    }

    /**
     * Opens the stores of a plan.
     *
     * @param opening opens one of them; nothing is connected by that
     */
    public static PlanStores open(Plan plan, Function<Plan.StoreAddress, Store> opening) {
        List<Store> others = new ArrayList<>();
        for (Plan.StoreAddress address : plan.stores()) {
            StoreName name = address.name();
            if (!name.equals(plan.source()) && !name.equals(plan.target())) {
                others.add(opening.apply(address));
            }
        }
        return new PlanStores(
                opening.apply(plan.address(plan.source())), opening.apply(plan.address(plan.target())), others);
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public Store named(StoreName name) {
        return all().stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no store " + name));
    }

    /** The same, with the two of a route as those between which units move. */
    public PlanStores along(Route route) {
        Store from = named(route.source());
        Store to = named(route.target());
        return new PlanStores(
                from,
                to,
                all().stream()
                        .filter(store -> !store.name().equals(route.source())
                                && !store.name().equals(route.target()))
                        .toList());
    }

    /** All of them, those of the move first. */
    public List<Store> all() {
        List<Store> all = new ArrayList<>(List.of(source, target));
        all.addAll(others);
        return List.copyOf(all);
    }

    @Override
    public void close() {
        all().forEach(Store::close);
    }
}
