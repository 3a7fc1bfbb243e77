/** The form in which the vocabulary of the core travels between processes: JSON, and errors as problem details. */
@NullMarked
package dev.godwit.client.wire;

import org.jspecify.annotations.NullMarked;
