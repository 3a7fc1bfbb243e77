/**
 * The move protocol as explicit-state models: {@code ./godwit spec} visits every interleaving of small worlds, breadth
 * first. {@link dev.godwit.spec.internal.model.Models} names them; each is one file, a table of guarded actions in the
 * protocol's words.
 */
@NullMarked
package dev.godwit.spec;

import org.jspecify.annotations.NullMarked;
