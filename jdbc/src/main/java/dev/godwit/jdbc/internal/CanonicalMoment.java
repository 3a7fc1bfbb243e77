package dev.godwit.jdbc.internal;

import java.time.Month;
import java.time.Year;

/**
 * Tells moments that are written as {@link PortableTexts} writes them: {@code 2026-11-22 12:00:00.25}. Most are, and to
 * parse a date costs more than everything else that happens to a row on its way.
 */
final class CanonicalMoment {
    private static final String SHAPE = "dddd-dd-dd dd:dd:dd";
    private static final int MICROSECOND_DIGITS = 6;
    private static final int FIRST_YEAR = 1;

    private CanonicalMoment() {}

    /** Whether it is a moment of the years 1 to 9999 and then this. */
    static boolean is(String text, String zone) {
        int end = text.length() - zone.length();
        return end >= SHAPE.length() && text.endsWith(zone) && hasShape(text) && exists(text) && hasFraction(text, end);
    }

    private static boolean hasShape(String text) {
        for (int i = 0; i < SHAPE.length(); i++) {
            char expected = SHAPE.charAt(i);
            if (expected == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != expected) {
                return false;
            }
        }
        return true;
    }

    private static boolean exists(String text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return year >= FIRST_YEAR
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(Year.isLeap(year))
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60;
    }

    /** Nothing, or a point and up to six digits of which the last is not zero. */
    private static boolean hasFraction(String text, int end) {
        int digits = end - SHAPE.length() - 1;
        if (digits < 0) {
            return true;
        }
        if (digits == 0 || digits > MICROSECOND_DIGITS || text.charAt(SHAPE.length()) != '.') {
            return false;
        }
        for (int i = SHAPE.length() + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.charAt(end - 1) != '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
