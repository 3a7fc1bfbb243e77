/**
 * Checkers of real runs. They judge what was asked and answered, and what the tables hold, and know nothing of the product
 * that is judged: of Godwit they use the clock only. Owns the recorded history, the check that every key was a register,
 * the ledger and the comparison of rows. What an operation is, which value it wrote and who did it is said by its users.
 */
@NullMarked
package dev.godwit.checkers;

import org.jspecify.annotations.NullMarked;
