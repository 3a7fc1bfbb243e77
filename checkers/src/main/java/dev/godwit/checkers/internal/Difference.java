package dev.godwit.checkers.internal;

import org.jspecify.annotations.Nullable;

/** Tells people a value that differs from another, of a long one the part where it does. Stateless. */
final class Difference {
    private static final int LENGTH_MAX = 40;
    private static final int EQUAL_BEFORE = 10;

    private Difference() {}

    static String told(@Nullable String value, @Nullable String other) {
        if (value == null) {
            return "NULL";
        }
        int start = Math.max(0, firstDifference(value, other == null ? "" : other) - EQUAL_BEFORE);
        int end = Math.min(value.length(), start + LENGTH_MAX);
        return "'" + (start > 0 ? "..." : "") + value.substring(start, end) + (end < value.length() ? "..." : "") + "'";
    }

    private static int firstDifference(String value, String other) {
        int shorter = Math.min(value.length(), other.length());
        int place = 0;
        while (place < shorter && value.charAt(place) == other.charAt(place)) {
            place = place + 1;
        }
        return place;
    }
}
