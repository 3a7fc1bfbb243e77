/** Visits every state of a model: what a state, an action and a model are, and how a counterexample is told. */
@NullMarked
package dev.godwit.spec.internal.explore;

import org.jspecify.annotations.NullMarked;
