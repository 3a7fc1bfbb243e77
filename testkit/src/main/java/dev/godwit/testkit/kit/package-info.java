/**
 * The store compatibility kit: the promises of the move protocol as tests that every dialect passes on its real database,
 * written against the ports of {@code core} and a small interface that the dialect implements for the test.
 */
@NullMarked
package dev.godwit.testkit.kit;

import org.jspecify.annotations.NullMarked;
