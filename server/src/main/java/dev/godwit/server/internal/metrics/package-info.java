/** What Prometheus reads of a server and its migrations. */
@NullMarked
package dev.godwit.server.internal.metrics;

import org.jspecify.annotations.NullMarked;
