/**
 * The data plane inside an application: sends each operation to its unit's home, holds it while the home changes, and
 * stays correct when the control plane is dead. {@link dev.godwit.router.Router} is where to begin.
 */
@NullMarked
package dev.godwit.router;

import org.jspecify.annotations.NullMarked;
