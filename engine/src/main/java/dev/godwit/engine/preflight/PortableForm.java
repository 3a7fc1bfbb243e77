package dev.godwit.engine.preflight;

import dev.godwit.core.ValueKind;
import java.util.regex.Pattern;

/** Whether a text could be the portable one of a value of a kind. Where a database decides on the form, any text could. */
final class PortableForm {
    private static final Pattern BOOLEAN = Pattern.compile("true|false");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?|NaN|-?Infinity");
    private static final Pattern BYTES = Pattern.compile("\\\\x([0-9a-f]{2})*");
    private static final String YEAR_ON = "\\d{4,}-\\d\\d-\\d\\d";
    private static final String CLOCK = "\\d\\d:\\d\\d:\\d\\d(\\.\\d{0,5}[1-9])?";
    private static final Pattern DATE = Pattern.compile(YEAR_ON + "( BC)?|-?infinity");
    private static final Pattern TIME = Pattern.compile(CLOCK);
    private static final Pattern TIMESTAMP = Pattern.compile(YEAR_ON + " " + CLOCK + "( BC)?|-?infinity");
    private static final Pattern WITH_ZONE = Pattern.compile(YEAR_ON + " " + CLOCK + "\\+00( BC)?|-?infinity");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private PortableForm() {}

    static boolean isOf(ValueKind kind, String text) {
        return switch (kind) {
            case BOOLEAN -> BOOLEAN.matcher(text).matches();
            case INTEGER -> isWhole(text);
            case DECIMAL -> DECIMAL.matcher(text).matches();
            case FLOAT -> isFloat(text);
            case BYTES -> BYTES.matcher(text).matches();
            case DATE -> DATE.matcher(text).matches();
            case TIME -> TIME.matcher(text).matches();
            case TIMESTAMP -> TIMESTAMP.matcher(text).matches();
            case TIMESTAMP_WITH_ZONE -> WITH_ZONE.matcher(text).matches();
            case UUID -> UUID.matcher(text).matches();
            case TEXT, JSON, OTHER -> text.indexOf('\0') < 0;
        };
    }

    private static boolean isWhole(String text) {
        try {
            return Long.toString(Long.parseLong(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isFloat(String text) {
        try {
            return Double.toString(Double.parseDouble(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
