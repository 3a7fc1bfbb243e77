/** The control plane: runs workflows, moves rows, cuts over, throttles, journals. */
@NullMarked
package dev.godwit.engine;

import org.jspecify.annotations.NullMarked;
