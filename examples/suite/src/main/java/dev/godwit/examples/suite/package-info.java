/**
 * One test suite for every example: a bank, its customers, two databases and a migration. An example brings repositories
 * and transactions as its framework wants them; nothing in them knows of a move.
 */
@NullMarked
package dev.godwit.examples.suite;

import org.jspecify.annotations.NullMarked;
