/** What docs/tutorial shows, tried. */
@NullMarked
package dev.godwit.notely.tutorial;

import org.jspecify.annotations.NullMarked;
