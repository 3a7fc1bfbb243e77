/**
 * Fakes that keep their promises, for tests and simulations: a scheduler under a seed, a settable clock, a store in memory
 * with real transactions whose fence is enforced by the store itself, a faulty control plane.
 */
@NullMarked
package dev.godwit.testkit;

import org.jspecify.annotations.NullMarked;
