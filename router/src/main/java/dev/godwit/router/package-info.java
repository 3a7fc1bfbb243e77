/** The data plane inside an application: finds the home of a unit, holds during a cutover, retries; correct when the engine is dead. */
@NullMarked
package dev.godwit.router;

import org.jspecify.annotations.NullMarked;
