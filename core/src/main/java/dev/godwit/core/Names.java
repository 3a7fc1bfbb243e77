package dev.godwit.core;

import java.util.regex.Pattern;

/** The one form that every name in a plan has, so that it can be part of an identifier in any database. */
final class Names {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    private Names() {}

    static void requireValid(String noun, String value) {
        if (!FORM.matcher(value).matches()) {
            throw new GodwitException(
                    ErrorCode.INVALID_NAME,
                    noun + " name '" + value + "' must be 1 to 40 characters: a lower-case letter, then lower-case"
                            + " letters, digits, '-' or '_'");
        }
    }
}
