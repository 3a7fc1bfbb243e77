/** The dashboard: pages that are rendered here, kept up to date by server-sent events, and the forms that steer. */
@NullMarked
package dev.godwit.server.internal.page;

import org.jspecify.annotations.NullMarked;
