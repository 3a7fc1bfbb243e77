/** What is installed where, who holds what and what is left over; and how all of it is removed. */
@NullMarked
package dev.godwit.engine.doctor;

import org.jspecify.annotations.NullMarked;
