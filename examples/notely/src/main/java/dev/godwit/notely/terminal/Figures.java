package dev.godwit.notely.terminal;

import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers read: as {@code godwit status} writes them. Times are UTC, as in the journal. */
final class Figures {
    private static final DateTimeFormatter TIME = formatter("HH:mm:ss");
    private static final DateTimeFormatter TIME_WITH_MILLIS = formatter("HH:mm:ss.SSS");
    private static final DateTimeFormatter DAY_AND_TIME = formatter("yyyy-MM-dd HH:mm");
    private static final double MEGA = 1_000_000;

    private Figures() {}

    /** {@code 1,234,567}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 7 of 1,000}. */
    static String of(long done, long total) {
        return count(done) + " of " + count(total);
    }

    /** {@code 45 %}; 100 only when nothing is left. */
    static String percent(long done, long total) {
        return (long) Math.floor(share(done, total) * 100) + " %";
    }

    /** A part of a whole, from 0 to 1. The total may be an estimate that was too low. */
    static double share(long done, long total) {
        return total <= 0 ? 0 : Math.min(1, Math.max(0, (double) done / total));
    }

    /** A rate or a time where the column's title names the unit: {@code 0.8}, {@code 12}, {@code 1,240}. */
    static String bare(double number) {
        return number < 10 && number != Math.rint(number) ? decimal(number) : count(Math.round(number));
    }

    /** {@code 41,200 rows/s}. */
    static String rowsPerSecond(double rate) {
        return (rate < 10 ? decimal(rate) : count(Math.round(rate))) + " rows/s";
    }

    /** {@code 12.3 MB/s}, in millions of bytes. */
    static String megabytesPerSecond(double bytesPerSecond) {
        return decimal(bytesPerSecond / MEGA) + " MB/s";
    }

    /** {@code 0.8 ms}, {@code 12 ms}, {@code 1,240 ms}. */
    static String millis(double millis) {
        return bare(millis) + " ms";
    }

    /** {@code p50 9 ms, p99 31 ms, max 44 ms}. */
    static String pauses(Pauses pauses) {
        return "p50 " + millis(pauses.p50Millis()) + ", p99 " + millis(pauses.p99Millis()) + ", max "
                + millis(pauses.maxMillis());
    }

    /** {@code 14:32:10 UTC (14:30:00 to 14:36:40)}; with the day when it is not today. */
    static String estimate(Estimate estimate, Instant now) {
        if (estimate.earliest().equals(estimate.latest())) {
            return time(estimate.likely(), now);
        }
        return time(estimate.likely(), now) + " (" + dayOrTime(estimate.earliest(), now) + " to "
                + dayOrTime(estimate.latest(), now) + ")";
    }

    /** {@code 14:32:10 UTC}; with the day when it is not today. */
    static String time(Instant time, Instant now) {
        return dayOrTime(time, now) + " UTC";
    }

    /** {@code 14:32:10.123}. */
    static String timeWithMillis(Instant time) {
        return TIME_WITH_MILLIS.format(time);
    }

    /** {@code 3 s}, {@code 4 min 10 s}; begun seconds count. */
    static String secondsLeft(Duration duration) {
        long seconds = Math.ceilDiv(duration.toMillis(), 1_000);
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    private static String dayOrTime(Instant time, Instant now) {
        boolean today = time.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
        return (today ? TIME : DAY_AND_TIME).format(time);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
