/** Runs of Notely that need no hands: the show, and the soak in which everything happens at once. */
@NullMarked
package dev.godwit.notely.story;

import org.jspecify.annotations.NullMarked;
