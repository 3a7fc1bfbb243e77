/** What the terminal shows: figures, bars, pages and lines; pure functions of a status. */
@NullMarked
package dev.godwit.cli.internal;

import org.jspecify.annotations.NullMarked;
