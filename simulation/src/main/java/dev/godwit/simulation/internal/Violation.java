package dev.godwit.simulation.internal;

/** An invariant that did not hold. */
public record Violation(Invariant invariant, String details) {
    @Override
    public String toString() {
        return invariant + ": " + details;
    }
}
