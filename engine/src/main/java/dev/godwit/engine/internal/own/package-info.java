/** Workflows that users write: the lead over one, what its steps see, its run, its status. */
@NullMarked
package dev.godwit.engine.internal.own;

import org.jspecify.annotations.NullMarked;
