/** The control store: the durable record of migrations, waves and units, and the journal of every decision. */
@NullMarked
package dev.godwit.engine.internal.control;

import org.jspecify.annotations.NullMarked;
