/** Releases of a service without a gap: instances, traffic between versions, and the way back. */
@NullMarked
package dev.godwit.rollout;

import org.jspecify.annotations.NullMarked;
