package dev.godwit.spec.internal.explore;

import java.util.Optional;

/** A state that actions change in place. What is not passed through {@link Bits} is no part of the state. */
public abstract class World implements Part {
    private Optional<Broken> broken = Optional.empty();

    /** An invariant that does not hold, and what was seen. */
    public record Broken(Invariant invariant, String detail) {}

    /** Says so when it does not hold; the first word counts. */
    public final void holds(boolean right, Invariant invariant, String detail) {
        if (!right && broken.isEmpty()) {
            broken = Optional.of(new Broken(invariant, detail));
        }
    }

    final void forgetBroken() {
        broken = Optional.empty();
    }

    final Optional<Broken> broken() {
        return broken;
    }

    /** The state in one line, for people. */
    public abstract String text();
}
