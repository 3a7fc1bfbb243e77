/** The mover: copies, drains and verifies one unit from its home to its mirror. */
@NullMarked
package dev.godwit.engine.internal.mover;

import org.jspecify.annotations.NullMarked;
