/** What operators may ask of a migration. */
@NullMarked
package dev.godwit.engine.internal.command;

import org.jspecify.annotations.NullMarked;
