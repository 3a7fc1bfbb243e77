package dev.godwit.core;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How large the share of each store is, compared with the others.
 *
 * @param byStore at least one, each finite and above 0; a store of weight 2 gets twice as many units as one of weight 1
 * @throws GodwitException with {@link ErrorCode#PLAN_INVALID_VALUE} when there is no store or a weight is not above 0
 */
public record StoreWeights(Map<StoreName, Double> byStore) {
    public StoreWeights {
        if (byStore.isEmpty()) {
            throw new GodwitException(ErrorCode.PLAN_INVALID_VALUE, "a policy needs at least one store");
        }
        byStore.forEach((store, weight) -> {
            if (!(weight > 0) || weight.isInfinite()) {
                throw new GodwitException(
                        ErrorCode.PLAN_INVALID_VALUE,
                        "the weight of store " + store + " is " + weight
                                + "; a weight is above 0. To take all units out of"
                                + " a store, leave it out here and name it in 'from'");
            }
        });
        byStore = Collections.unmodifiableMap(new TreeMap<>(byStore));
    }

    Set<StoreName> stores() {
        return byStore.keySet();
    }

    double of(StoreName store) {
        return byStore.getOrDefault(store, 0.0);
    }
}
