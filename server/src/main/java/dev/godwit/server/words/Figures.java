package dev.godwit.server.words;

import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers read: the same in every place. Times are UTC, as in the journal. */
public final class Figures {
    private static final DateTimeFormatter TIME = formatter("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME = formatter("yyyy-MM-dd HH:mm");
    private static final double KILO = 1_000;

    private Figures() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 7 of 1,000}. */
    public static String of(long done, long total) {
        return count(done) + " of " + count(total);
    }

    /** {@code 45 %}; 100 only when nothing is left. */
    public static String percent(long done, long total) {
        return (long) Math.floor(share(done, total) * 100) + " %";
    }

    /** A part of a whole, from 0 to 1. The total may be an estimate that was too low. */
    public static double share(long done, long total) {
        return total <= 0 ? 0 : Math.min(1, Math.max(0, (double) done / total));
    }

    /** {@code 41,200 rows/s}. */
    public static String rowsPerSecond(double rate) {
        return (rate < 10 ? decimal(rate) : count(Math.round(rate))) + " rows/s";
    }

    /** {@code 12.3 MB/s}, in millions of bytes. */
    public static String megabytesPerSecond(double bytesPerSecond) {
        return decimal(bytesPerSecond / KILO / KILO) + " MB/s";
    }

    /** {@code 0.8 ms}, {@code 12 ms}, {@code 1,240 ms}: one unit, so that figures compare at a glance. */
    public static String millis(double millis) {
        return (millis < 10 && millis != Math.rint(millis) ? decimal(millis) : count(Math.round(millis))) + " ms";
    }

    /** {@code p50 9 ms, p99 31 ms, max 44 ms}. */
    public static String pauses(Pauses pauses) {
        return "p50 " + millis(pauses.p50Millis()) + ", p99 " + millis(pauses.p99Millis()) + ", max "
                + millis(pauses.maxMillis());
    }

    /** {@code 14:32:10 UTC (14:30:00 to 14:36:40)}; with the day when it is not today. */
    public static String estimate(Estimate estimate, Instant now) {
        if (estimate.earliest().equals(estimate.latest())) {
            return time(estimate.likely(), now);
        }
        return time(estimate.likely(), now) + " (" + bare(estimate.earliest(), now) + " to "
                + bare(estimate.latest(), now) + ")";
    }

    /** {@code 14:32:10 UTC}; with the day when it is not today. */
    public static String time(Instant time, Instant now) {
        return bare(time, now) + " UTC";
    }

    /** {@code 3 s}, {@code 4 min 10 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String bare(Instant time, Instant now) {
        boolean today = time.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
        return (today ? TIME : DAY_AND_TIME).format(time);
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
