/** How the router works: nothing here is for applications. */
@NullMarked
package dev.godwit.router.internal;

import org.jspecify.annotations.NullMarked;
