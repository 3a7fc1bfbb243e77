package dev.godwit.jdbc.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;

/** Values in PostgreSQL's binary format as the text that the database has for them in ISO style and in UTC. */
final class WireText {
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int NOT_A_NUMBER = 0xC000;
    private static final int INFINITE = 0xD000;
    private static final int MINUS_INFINITE = 0xF000;
    private static final int MINUS = 0x4000;
    private static final int DECIMAL_DIGITS = 4;

    private WireText() {}

    static String utf8(ByteBuffer value) {
        return StandardCharsets.UTF_8.decode(value).toString();
    }

    static String bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    static String date(ByteBuffer value) {
        int days = value.getInt();
        return switch (days) {
            case Integer.MAX_VALUE -> "infinity";
            case Integer.MIN_VALUE -> "-infinity";
            default -> {
                LocalDate date = EPOCH.plusDays(days);
                yield digits(date) + era(date);
            }
        };
    }

    static String timestamp(ByteBuffer value, String zone) {
        long micros = value.getLong();
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            return micros > 0 ? "infinity" : "-infinity";
        }
        LocalDate date = EPOCH.plusDays(Math.floorDiv(micros, MICROS_PER_DAY));
        LocalTime time = LocalTime.ofNanoOfDay(Math.floorMod(micros, MICROS_PER_DAY) * 1_000);
        return digits(date) + " "
                + "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond())
                + fraction(time.getNano() / 1_000) + zone + era(date);
    }

    /** Without trailing zeros of the fraction: what {@code trim_scale} leaves. */
    static String numeric(ByteBuffer value) {
        int groups = value.getShort();
        int weight = value.getShort();
        int sign = value.getShort() & 0xFFFF;
        value.getShort();
        switch (sign) {
            case NOT_A_NUMBER -> {
                return "NaN";
            }
            case INFINITE -> {
                return "Infinity";
            }
            case MINUS_INFINITE -> {
                return "-Infinity";
            }
            default -> {}
        }
        BigInteger unscaled = BigInteger.ZERO;
        for (int i = 0; i < groups; i++) {
            unscaled = unscaled.multiply(BigInteger.valueOf(10_000)).add(BigInteger.valueOf(value.getShort()));
        }
        BigDecimal number = new BigDecimal(unscaled, (groups - 1 - weight) * DECIMAL_DIGITS).stripTrailingZeros();
        return (sign == MINUS ? number.negate() : number).toPlainString();
    }

    /** There is no year 0. */
    private static String digits(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    private static String fraction(int micros) {
        if (micros == 0) {
            return "";
        }
        String digits = "%06d".formatted(micros);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return "." + digits.substring(0, end);
    }
}
