/** The coordinator's work on one unit: decide, act on the fences, record. */
@NullMarked
package dev.godwit.engine.internal.unit;

import org.jspecify.annotations.NullMarked;
