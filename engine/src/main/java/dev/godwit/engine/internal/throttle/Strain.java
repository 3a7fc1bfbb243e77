package dev.godwit.engine.internal.throttle;

import dev.godwit.engine.ThrottleReason;
import java.util.Locale;

/**
 * How near a signal is to its limit.
 *
 * @param what which signal it is
 * @param ratio value by limit: above 1 the mover has to hold back; infinite when the signal can't be read
 * @param inWords the comparison, as in {@code p99 of the application in legacy 57 ms, limit 40 ms}
 */
public record Strain(ThrottleReason what, double ratio, String inWords) {
    /** @param unit behind both numbers, with a space in front where one belongs */
    public static Strain of(ThrottleReason reason, String what, double value, double limit, String unit) {
        return new Strain(reason, value / limit, what + " " + number(value) + unit + ", limit " + number(limit) + unit);
    }

    public static Strain unreadable(ThrottleReason reason, String what, String why) {
        return new Strain(reason, Double.POSITIVE_INFINITY, what + " can't be read: " + why);
    }

    private static String number(double value) {
        return value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
