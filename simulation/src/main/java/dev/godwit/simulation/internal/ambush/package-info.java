/**
 * Coincidences that chance would bring about once in a million runs, arranged: a step is held back until something else has
 * happened. Nothing happens that could not happen by itself.
 */
@NullMarked
package dev.godwit.simulation.internal.ambush;

import org.jspecify.annotations.NullMarked;
