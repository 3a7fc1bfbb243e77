package dev.godwit.core;

import org.jspecify.annotations.Nullable;

/**
 * A transform with an inverse: {@code back(forth(value))} is {@code value}, for each value that the source has. What is
 * written in the target after a cutover travels back through it. {@code godwit check} tries both on rows of the source, and
 * one that does not keep its word is found by verification.
 */
public interface ReversibleTransform extends ColumnTransform {
    /** The source's value for one of the target. */
    @Nullable
    String back(@Nullable String value);
}
