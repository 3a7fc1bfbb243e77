/** How stores on SQLite work inside; free to change. */
@NullMarked
package dev.godwit.jdbc.internal.sqlite;

import org.jspecify.annotations.NullMarked;
