/** Compares what a store holds with what its users know, by plain SQL and without any code that moved the rows. */
@NullMarked
package dev.godwit.bench.checker;

import org.jspecify.annotations.NullMarked;
