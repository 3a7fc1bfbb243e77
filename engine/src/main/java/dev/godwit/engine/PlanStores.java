package dev.godwit.engine;

import dev.godwit.core.Plan;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The stores of a plan, opened.
 *
 * @param others that take no part in the move: queries of waves are asked there, and nothing is installed
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
