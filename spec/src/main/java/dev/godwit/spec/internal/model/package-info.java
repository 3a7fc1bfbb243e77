/** The move protocol as small models, each a table of guarded actions in the protocol's words. */
@NullMarked
package dev.godwit.spec.internal.model;

import org.jspecify.annotations.NullMarked;
