/** What people see: one status, made from the records and counters. */
@NullMarked
package dev.godwit.engine.internal.status;

import org.jspecify.annotations.NullMarked;
