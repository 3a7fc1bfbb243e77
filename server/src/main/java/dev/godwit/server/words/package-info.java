/** How figures read, wherever people read them. */
@NullMarked
package dev.godwit.server.words;

import org.jspecify.annotations.NullMarked;
