/**
 * The vocabulary and the law of Godwit: keyspaces, units, stores, placements, phases, fences, leases, workflows, errors
 * and the ports that the other modules implement. Nothing here does I/O, starts a thread or reads a clock, with one
 * exception: {@link dev.godwit.core.SystemTime} is the single owner of the real clock.
 */
@NullMarked
package dev.godwit.core;

import org.jspecify.annotations.NullMarked;
