package dev.godwit.core;

import org.jspecify.annotations.Nullable;

/**
 * Changes the values of one column on their way from the source to the target. Plans name it; it is found by {@link
 * java.util.ServiceLoader}, or given to an {@link Entity} in Java.
 *
 * <p>Values are the portable texts of {@link ValueKind}: that of the source's column comes in, that of the target's has to
 * come out, written exactly as the target's column will have it ({@code 1.50} in a {@code numeric(10,2)}), for both stores
 * are compared by these texts. NULL is a value too.
 *
 * <p>Equal values must always give equal results: it is asked again whenever a row is copied, mirrored or compared, in every
 * process, also after a restart. So it has no state, no clock and no I/O. Thread-safe. What it throws stops the unit with
 * {@link ErrorCode#TRANSFORM_WRONG}.
 *
 * <p>One that has an inverse is a {@link ReversibleTransform}. Without it there is no way back.
 */
public interface ColumnTransform {
    /** As plans name it; unique among those that are found. */
    String name();

    /** The target's value for one of the source. */
    @Nullable
    String forth(@Nullable String value);
}
