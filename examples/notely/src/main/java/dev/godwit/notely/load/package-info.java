/**
 * Simulated users who remember all that they wrote and notice a single wrong answer. They know Notely as any client does, by
 * its REST API, and share no code with it.
 */
@NullMarked
package dev.godwit.notely.load;

import org.jspecify.annotations.NullMarked;
