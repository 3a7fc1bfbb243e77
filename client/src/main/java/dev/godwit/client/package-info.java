/** The connection of an application to a control plane over HTTP. */
@NullMarked
package dev.godwit.client;

import org.jspecify.annotations.NullMarked;
