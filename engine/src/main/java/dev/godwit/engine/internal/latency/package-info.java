/** What the application's latency was before, during and after a migration. */
@NullMarked
package dev.godwit.engine.internal.latency;

import org.jspecify.annotations.NullMarked;
