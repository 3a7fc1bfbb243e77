package dev.godwit.spec.internal.explore;

/** A small world with its rules. A model holds no state: worlds do. */
public interface Model<W extends World> {
    /** A new world, as it is at the start. */
    W world();

    /** 64-bit words that a state takes. */
    int words();

    /** Enters all that can happen. */
    void enter(Table<W> table);

    /** What must hold in each state. */
    void check(W world);

    /** Whether a unit may rest here: progress is that such a state can be reached, without faults, from everywhere. */
    boolean isSettled(W world);
}
