package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.jdbc.internal.Identifiers;

/**
 * A column of a key or unit, whose values have a canonical text: whole numbers or texts (pitfall C3: in an untyped column
 * {@code '7'} and {@code 7} are two values with one text).
 *
 * @param name as the store has it
 * @param whole whether its values are whole numbers
 * @param collation by which the index of the primary key orders and tells them apart
 */
record KeyColumn(String name, boolean whole, String collation) {
    /** The column of a table alias. */
    String of(String alias) {
        return alias + "." + Identifiers.quote(name);
    }

    /** Its text. */
    String text(String alias) {
        return "cast(" + of(alias) + " as text)";
    }

    /** The type that a value must have, as a literal. */
    String storageClass() {
        return whole ? "'integer'" : "'text'";
    }

    /**
     * The value of a text.
     *
     * @throws GodwitException with {@link ErrorCode#INVALID_UNIT} when it has none, or would have another text
     */
    Object value(String text) {
        if (!whole) {
            return text;
        }
        try {
            Long number = Long.valueOf(text);
            if (number.toString().equals(text)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number in another spelling.
        }
        throw new GodwitException(
                ErrorCode.INVALID_UNIT,
                "column " + name + " has whole numbers, and '" + text + "' is not how one is written");
    }
}
