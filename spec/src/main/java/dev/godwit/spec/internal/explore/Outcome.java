package dev.godwit.spec.internal.explore;

import java.util.List;
import java.util.Optional;

/**
 * What an exploration found.
 *
 * @param states how many were visited
 * @param depth of the last one: how many actions lead to it at least
 * @param broken the invariant that does not hold, if one does not
 * @param story the shortest way there; empty when everything holds
 */
public record Outcome(int states, int depth, Optional<World.Broken> broken, List<Line> story) {
    /** One action of a counterexample, and the state that it leads to. */
    public record Line(String action, String state) {}

    /** The invariant that does not hold. */
    public Optional<Invariant> invariant() {
        return broken.map(World.Broken::invariant);
    }
}
