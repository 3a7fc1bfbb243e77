package dev.godwit.engine.preflight;

import dev.godwit.core.ColumnTransform;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.ReversibleTransform;
import dev.godwit.core.RowShape;
import org.jspecify.annotations.Nullable;

/** A user's transform as a step of a row's way: what it throws is an error that names it, and never the value. */
final class Transforms {
    private Transforms() {}

    static RowShape.Conversion forth(String column, ColumnTransform transform) {
        return text -> {
            try {
                return transform.forth(text);
            } catch (RuntimeException e) {
                throw failed(column, transform, "a value of the source", text, e);
            }
        };
    }

    static RowShape.Conversion back(String column, ReversibleTransform transform) {
        return text -> {
            try {
                return transform.back(text);
            } catch (RuntimeException e) {
                throw failed(column, transform, "a value of the target", text, e);
            }
        };
    }

    private static GodwitException failed(
            String column, ColumnTransform transform, String what, @Nullable String text, RuntimeException cause) {
        return new GodwitException(
                ErrorCode.TRANSFORM_WRONG,
                "column " + column + ": the transform '" + transform.name() + "' can't take " + what
                        + (text == null ? " that is NULL" : " of " + text.length() + " characters") + ": "
                        + cause.getClass().getSimpleName(),
                cause);
    }
}
