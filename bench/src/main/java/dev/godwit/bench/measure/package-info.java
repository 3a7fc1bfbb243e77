/** {@code godwit bench}: each figure beside its baseline from the same run, because machines differ and ratios less. */
@NullMarked
package dev.godwit.bench.measure;

import org.jspecify.annotations.NullMarked;
