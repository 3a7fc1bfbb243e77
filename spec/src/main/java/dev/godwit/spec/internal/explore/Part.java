package dev.godwit.spec.internal.explore;

/** A part of a state: a store, a router, a mover. */
@FunctionalInterface
public interface Part {
    /** Names the fields, in a fixed order: {@code epoch = bits.number(epoch, 15)}. */
    void pass(Bits bits);
}
