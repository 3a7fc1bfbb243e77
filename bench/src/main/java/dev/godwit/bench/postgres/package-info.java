/** Throw-away PostgreSQL servers for the demo, the benchmarks and the kill test; they never outlive their owner. */
@NullMarked
package dev.godwit.bench.postgres;

import org.jspecify.annotations.NullMarked;
