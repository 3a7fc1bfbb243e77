package dev.godwit.spec.internal.model;

import dev.godwit.spec.internal.explore.Exploration;
import dev.godwit.spec.internal.explore.Model;
import dev.godwit.spec.internal.explore.Outcome;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A model that can be asked for.
 *
 * @param text what it is about
 * @param small what continuous integration explores
 * @param large for a longer look
 */
public record NamedModel(
        String name, String text, Size small, Size large, BiFunction<Size, Set<Rule>, Model<?>> maker) {

    /** Visits every state of that size. */
    public Outcome explore(Size size, Set<Rule> broken, Exploration.Options options) {
        return Exploration.of(maker.apply(size, broken), options);
    }

    @Override
    public String toString() {
        return name;
    }
}
