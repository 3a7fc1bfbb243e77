/** Puts the questions of module {@code checkers} to a run of note users: their histories, their stars, both stores. */
@NullMarked
package dev.godwit.bench.checker;

import org.jspecify.annotations.NullMarked;
