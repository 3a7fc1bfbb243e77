package dev.godwit.spec.internal.explore;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What can happen: whenever {@code guard} holds, {@code effect} may be next.
 *
 * @param fault whether it is bad luck, which progress must not wait for
 */
public record Action<W extends World>(String name, boolean fault, Predicate<W> guard, Consumer<W> effect) {}
