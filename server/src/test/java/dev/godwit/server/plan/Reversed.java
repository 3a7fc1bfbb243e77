package dev.godwit.server.plan;

import dev.godwit.core.ReversibleTransform;
import org.jspecify.annotations.Nullable;

/** A transform that a plan of these tests can name. */
public final class Reversed implements ReversibleTransform {
    @Override
    public String name() {
        return "reversed";
    }

    @Override
    public @Nullable String forth(@Nullable String value) {
        return value == null ? null : new StringBuilder(value).reverse().toString();
    }

    @Override
    public @Nullable String back(@Nullable String value) {
        return forth(value);
    }
}
