/** The mutations of the move protocol: each takes one rule away, and a suite that does not notice is missing a test. */
@NullMarked
package dev.godwit.simulation.internal.mutation;

import org.jspecify.annotations.NullMarked;
