/** The move protocol as small models, each a table of guarded actions in the protocol's words: one file, one model. */
@NullMarked
package dev.godwit.spec.internal.model;

import org.jspecify.annotations.NullMarked;
