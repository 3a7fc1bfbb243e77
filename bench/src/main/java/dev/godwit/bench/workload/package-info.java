/**
 * Strict simulated users of a note application: they know what every answer has to be, check all of them, and keep a
 * record that survives the death of their process.
 */
@NullMarked
package dev.godwit.bench.workload;

import org.jspecify.annotations.NullMarked;
