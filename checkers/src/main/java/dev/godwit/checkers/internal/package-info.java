/** How histories are kept, searched and explained; free to change. */
@NullMarked
package dev.godwit.checkers.internal;

import org.jspecify.annotations.NullMarked;
