/** Leases of routers, and the control plane that they ask. */
@NullMarked
package dev.godwit.engine.internal.lease;

import org.jspecify.annotations.NullMarked;
