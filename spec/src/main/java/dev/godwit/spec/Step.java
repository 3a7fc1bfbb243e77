package dev.godwit.spec;

import org.jspecify.annotations.Nullable;

/**
 * What can happen next.
 *
 * @param next absent when the action itself breaks an invariant
 */
record Step(String action, @Nullable State next) {}
