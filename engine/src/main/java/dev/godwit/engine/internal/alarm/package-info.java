/** What somebody should know of a migration: what is looked for, when that becomes an alarm, and when it is over. */
@NullMarked
package dev.godwit.engine.internal.alarm;

import org.jspecify.annotations.NullMarked;
