/**
 * The router behind JDBC: connections that choose their store when the first statement runs, and statements that are
 * descriptions until then.
 */
@NullMarked
package dev.godwit.router.internal.sql;

import org.jspecify.annotations.NullMarked;
