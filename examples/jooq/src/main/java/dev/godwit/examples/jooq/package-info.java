/** A bank with jOOQ and nothing else. {@link dev.godwit.examples.jooq.Transactions} is all that it needs of Godwit. */
@NullMarked
package dev.godwit.examples.jooq;

import org.jspecify.annotations.NullMarked;
