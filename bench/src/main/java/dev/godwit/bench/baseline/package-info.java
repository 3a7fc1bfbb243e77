/** What databases do on their own, measured beside what Godwit does with them. */
@NullMarked
package dev.godwit.bench.baseline;

import org.jspecify.annotations.NullMarked;
