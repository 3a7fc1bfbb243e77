package dev.godwit.jdbc.internal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The one text of a value of each kind that several texts can mean; see {@link dev.godwit.core.ValueKind}. All throw {@link
 * IllegalArgumentException} when the text means no such value.
 */
public final class PortableTexts {
    /** What PostgreSQL has and no calendar; it stays as it is written. */
    private static final Pattern BEYOND_CALENDARS = Pattern.compile("-?infinity|.* BC|\\d{5,}-.*");

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?|NaN|-?Infinity");
    private static final int UUID_LENGTH = 36;
    private static final String UTC = "+00";
    private static final DateTimeFormatter WHOLE_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

    // Strictly: else the 29th of February of any year would be a day that nobody wrote.
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(TIME)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter WITH_ZONE = new DateTimeFormatterBuilder()
            .append(TIMESTAMP)
            .appendPattern("[XXX][XX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private PortableTexts() {}

    /** Zero has no sign. */
    public static String ofDouble(double number) {
        return Double.toString(number == 0 ? 0.0 : number);
    }

    /** PostgreSQL's text of a floating-point number. */
    public static String ofFloatText(String text) {
        return ofDouble(Double.parseDouble(text));
    }

    public static String decimal(String text) {
        if (!DECIMAL.matcher(text).matches() || isMinusZero(text)) {
            throw new IllegalArgumentException("not a decimal number in plain notation");
        }
        return text;
    }

    private static boolean isMinusZero(String text) {
        return text.startsWith("-0") && new BigDecimal(text).signum() == 0;
    }

    /** A UUID may be a key, and a key has one text. */
    public static String uuid(String text) {
        if (text.length() != UUID_LENGTH || !UUID.fromString(text).toString().equals(text)) {
            throw new IllegalArgumentException("not a UUID in lower case");
        }
        return text;
    }

    public static String date(String text) {
        return isBeyondCalendars(text)
                ? text
                : parsed(() -> LocalDate.parse(text).toString());
    }

    public static String time(String text) {
        return text.equals("24:00:00") ? text : parsed(() -> time(LocalTime.parse(text, TIME)));
    }

    public static String timestamp(String text) {
        return CanonicalMoment.is(text, "") || isBeyondCalendars(text)
                ? text
                : parsed(() -> timestamp(LocalDateTime.parse(text, TIMESTAMP)));
    }

    public static String timestampWithZone(String text) {
        return CanonicalMoment.is(text, UTC) || isBeyondCalendars(text)
                ? text
                : parsed(() -> timestamp(OffsetDateTime.parse(text, WITH_ZONE)
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalDateTime())
                        + UTC);
    }

    /** A JSON text as PostgreSQL's {@code jsonb} writes it. */
    public static String json(String text) {
        return new JsonbText(text).normalized();
    }

    private static boolean isBeyondCalendars(String text) {
        return BEYOND_CALENDARS.matcher(text).matches();
    }

    private static String timestamp(LocalDateTime moment) {
        return moment.toLocalDate() + " " + time(moment.toLocalTime());
    }

    /** PostgreSQL keeps microseconds. */
    private static String time(LocalTime time) {
        if (time.getNano() % 1_000 != 0) {
            throw new IllegalArgumentException("finer than microseconds");
        }
        String whole = time.withNano(0).format(WHOLE_SECONDS);
        if (time.getNano() == 0) {
            return whole;
        }
        String micros = String.format("%06d", time.getNano() / 1_000);
        int end = micros.length();
        while (micros.charAt(end - 1) == '0') {
            end--;
        }
        return whole + "." + micros.substring(0, end);
    }

    /** A text in the making. */
    @FunctionalInterface
    private interface Parsing {
        String parse();
    }

    private static String parsed(Parsing parsing) {
        try {
            return parsing.parse();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a date or time", e);
        }
    }
}
