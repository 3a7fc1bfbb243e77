package dev.godwit.engine.internal.throttle;

import java.util.Locale;

/**
 * How near a signal is to its limit.
 *
 * @param ratio value by limit: above 1 the mover has to hold back; infinite when the signal can't be read
 * @param inWords the comparison, as in {@code p99 of the application in legacy 57 ms, limit 40 ms}
 */
public record Strain(double ratio, String inWords) {
    /** @param unit behind both numbers, with a space in front where one belongs */
    public static Strain of(String what, double value, double limit, String unit) {
        return new Strain(value / limit, what + " " + number(value) + unit + ", limit " + number(limit) + unit);
    }

    public static Strain unreadable(String what, String why) {
        return new Strain(Double.POSITIVE_INFINITY, what + " can't be read: " + why);
    }

    private static String number(double value) {
        return value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
