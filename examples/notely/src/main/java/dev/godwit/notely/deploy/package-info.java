/**
 * Releases of the data proxy: which versions are alive, how requests find one of them, and what becomes of a request whose
 * proxy dies. Stands on the module {@code rollout}.
 */
@NullMarked
package dev.godwit.notely.deploy;

import org.jspecify.annotations.NullMarked;
