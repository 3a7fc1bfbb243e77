package dev.godwit.core;

import java.util.Optional;

/**
 * Where a unit lives, as the control store says.
 *
 * @param home the store that takes the unit's writes; while the home changes, the one that it had before
 * @param mirror the other store of a move in flight
 * @param epoch the placement's own epoch
 * @param revision the keyspace-wide number of the change that wrote this; grows with each change of any placement
 */
public record Placement(
        UnitId unit, StoreName home, Optional<StoreName> mirror, Phase phase, Epoch epoch, long revision) {}
