/** The parts of a simulated world. */
@NullMarked
package dev.godwit.simulation.internal;

import org.jspecify.annotations.NullMarked;
