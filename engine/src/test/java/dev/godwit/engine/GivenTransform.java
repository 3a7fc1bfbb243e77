package dev.godwit.engine;

import dev.godwit.core.ReversibleTransform;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A transform that a test makes up; NULL stays NULL. */
record GivenTransform(String name, UnaryOperator<String> there, UnaryOperator<String> home)
        implements ReversibleTransform {
    @Override
    public @Nullable String forth(@Nullable String value) {
        return value == null ? null : there.apply(value);
    }

    @Override
    public @Nullable String back(@Nullable String value) {
        return value == null ? null : home.apply(value);
    }
}
