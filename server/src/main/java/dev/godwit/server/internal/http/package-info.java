/** The control plane over HTTP on loopback: routes, bodies, errors. */
@NullMarked
package dev.godwit.server.internal.http;

import org.jspecify.annotations.NullMarked;
