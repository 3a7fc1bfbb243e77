package dev.godwit.core;

/**
 * What the lifecycle decides on: the phase, and the side of the move that is home. While the home changes, the side is
 * the one that it had before.
 */
public record UnitState(Phase phase, Side home) {
    @Override
    public String toString() {
        return phase + "(" + home + ")";
    }
}
