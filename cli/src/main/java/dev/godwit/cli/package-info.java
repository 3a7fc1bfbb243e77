/** The {@code godwit} command: one verb per file, and terminal pages. */
@NullMarked
package dev.godwit.cli;

import org.jspecify.annotations.NullMarked;
