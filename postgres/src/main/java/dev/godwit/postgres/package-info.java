/** PostgreSQL servers on loopback with nothing to set up, for demonstrations, benchmarks and tests; they never outlive their owner. */
@NullMarked
package dev.godwit.postgres;

import org.jspecify.annotations.NullMarked;
