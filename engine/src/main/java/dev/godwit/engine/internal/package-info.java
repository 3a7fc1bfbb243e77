/** How the engine works inside; free to change. */
@NullMarked
package dev.godwit.engine.internal;

import org.jspecify.annotations.NullMarked;
