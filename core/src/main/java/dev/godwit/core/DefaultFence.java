package dev.godwit.core;

/**
 * The role of all units without a fence row in one store. At most one store's default is HOME, ever.
 *
 * @param role HOME or MOVED
 */
public record DefaultFence(Role role, Epoch epoch) {}
