/** What people are told of when it happens, and how it gets to them. */
@NullMarked
package dev.godwit.server.internal.notice;

import org.jspecify.annotations.NullMarked;
