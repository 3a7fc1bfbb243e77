/** What holds the mover back so that the application does not notice it. */
@NullMarked
package dev.godwit.engine.internal.throttle;

import org.jspecify.annotations.NullMarked;
