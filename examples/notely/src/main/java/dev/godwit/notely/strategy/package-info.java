/** The ways in which a proxy finds the store of a note: through Godwit, or by hand as in the tutorial. */
@NullMarked
package dev.godwit.notely.strategy;

import org.jspecify.annotations.NullMarked;
