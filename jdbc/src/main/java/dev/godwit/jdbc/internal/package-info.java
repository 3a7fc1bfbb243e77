/** How the stores work inside; free to change. */
@NullMarked
package dev.godwit.jdbc.internal;

import org.jspecify.annotations.NullMarked;
