/** Workflows: journalled, resumable steps; the move is the first one. */
@NullMarked
package dev.godwit.engine.internal.workflow;

import org.jspecify.annotations.NullMarked;
