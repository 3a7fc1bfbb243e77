package dev.godwit.testkit.kit;

import dev.godwit.core.Key;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What keys may be made of, with values that have been trouble somewhere. */
public enum KeyKind {
    INTEGER_OF_2_BYTES,
    INTEGER_OF_4_BYTES,
    INTEGER_OF_8_BYTES,
    UUID_VALUE,
    TEXT;

    /** Extremes, and values whose order or spelling is easily mistaken; all different. */
    public List<Key> awkward() {
        return switch (this) {
            case INTEGER_OF_2_BYTES -> integers(Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER_OF_4_BYTES -> integers(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INTEGER_OF_8_BYTES -> integers(Long.MIN_VALUE, Long.MAX_VALUE);
            case UUID_VALUE ->
                keys(
                        "00000000-0000-0000-0000-000000000000",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff",
                        "7fffffff-ffff-ffff-ffff-ffffffffffff",
                        "80000000-0000-0000-0000-000000000000",
                        "0190163d-8694-739b-aea5-966c26f8ad90",
                        "0190163d-8694-739b-aea5-966c26f8ad8f");
            case TEXT ->
                keys(
                        "",
                        " ",
                        "a",
                        "A",
                        "a ",
                        "ä",
                        "z",
                        "10",
                        "9",
                        "null",
                        "NULL",
                        "\\N",
                        "\\",
                        "'",
                        "\"",
                        "a,b",
                        "{a}",
                        "line\nbreak",
                        "tab\there",
                        "\uFFFD",
                        "\uD83D\uDE00");
        };
    }

    /** An ordinary key, a different one for each number from 1 to 30,000. */
    public Key ordinary(int number) {
        return new Key(
                switch (this) {
                    case INTEGER_OF_2_BYTES, INTEGER_OF_4_BYTES, INTEGER_OF_8_BYTES -> Integer.toString(number);
                    case UUID_VALUE -> new UUID(0x0190_163d_8694_739bL, number).toString();
                    case TEXT -> "key " + number;
                });
    }

    private static List<Key> integers(long least, long greatest) {
        return keys("0", "-1", "1", "9", "10", "-10", Long.toString(least), Long.toString(greatest));
    }

    private static List<Key> keys(String... texts) {
        return Stream.of(texts).map(Key::new).toList();
    }
}
