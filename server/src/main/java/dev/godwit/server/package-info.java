/** One process that ties the modules together: configuration, wiring, HTTP API, metrics, dashboard. */
@NullMarked
package dev.godwit.server;

import org.jspecify.annotations.NullMarked;
