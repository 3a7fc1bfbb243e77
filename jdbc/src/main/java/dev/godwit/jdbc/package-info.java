/** Stores on SQL databases: capture, fence, marks, chunks and digests, with one small dialect per database. */
@NullMarked
package dev.godwit.jdbc;

import org.jspecify.annotations.NullMarked;
