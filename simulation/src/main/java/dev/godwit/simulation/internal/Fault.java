package dev.godwit.simulation.internal;

/** Something that befalls a world. */
public interface Fault {
    String name();

    void strike(World world);
}
