/** What a rehearsal needs of the engine: scratch rows, an engine that dies and is succeeded, and what is kept of it. */
@NullMarked
package dev.godwit.engine.rehearsal;

import org.jspecify.annotations.NullMarked;
