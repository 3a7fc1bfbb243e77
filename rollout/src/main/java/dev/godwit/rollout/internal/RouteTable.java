package dev.godwit.rollout.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Which version the next request goes to, at random by weight. Immutable. */
public final class RouteTable<T> {
    private final List<Route<T>> routes;
    private final int[] sums;

    /** The routes that can be used, with weights above zero. */
    public RouteTable(List<Route<T>> routes, List<Integer> weights) {
        this.routes = new ArrayList<>(routes);
        this.sums = new int[weights.size()];
        int sum = 0;
        for (int at = 0; at < sums.length; at++) {
            sum += weights.get(at);
            sums[at] = sum;
        }
    }

    /** A route; null when there is none. */
    public @Nullable Route<T> choose(RandomGenerator chance) {
        if (sums.length == 0) {
            return null;
        }
        if (sums.length == 1) {
            return routes.getFirst();
        }
        int point = chance.nextInt(sums[sums.length - 1]);
        int at = 0;
        while (point >= sums[at]) {
            at++;
        }
        return routes.get(at);
    }
}
