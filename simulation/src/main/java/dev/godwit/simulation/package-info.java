/**
 * The whole system in one thread under a seed: the real engine, control plane and routers over stores in memory, with
 * faults, and invariants that are checked after every commit. A failure prints the seed and the command that replays it.
 */
@NullMarked
package dev.godwit.simulation;

import org.jspecify.annotations.NullMarked;
