/** Key ranges: while units of one table live in two stores, each store hands out keys of a range of its own. */
@NullMarked
package dev.godwit.engine.internal.keys;

import org.jspecify.annotations.NullMarked;
