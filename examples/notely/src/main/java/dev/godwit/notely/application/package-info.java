/** Notely as a whole: what it keeps, what it is made of, and how the parts are wired. */
@NullMarked
package dev.godwit.notely.application;

import org.jspecify.annotations.NullMarked;
