package dev.godwit.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalMomentTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22 12:00:00+00, 2026-11-22 12:00:00+00",
        "2026-11-22 12:00:00.5+00, 2026-11-22 12:00:00.5+00",
        "2026-11-22 12:00:00.500+00, 2026-11-22 12:00:00.5+00",
        "2026-11-22T12:00:00Z, 2026-11-22 12:00:00+00",
        "2026-11-22 12:00:00+01, 2026-11-22 11:00:00+00",
        "2024-02-29 23:59:59.999999+00, 2024-02-29 23:59:59.999999+00",
    })
    void whateverItsFormAMomentHasOneText(String text, String portable) {
        assertThat(PortableTexts.timestampWithZone(text)).isEqualTo(portable);
        assertThat(CanonicalMoment.is(text, "+00")).isEqualTo(text.equals(portable));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29 12:00:00",
                "2026-13-01 12:00:00",
                "2026-00-01 12:00:00",
                "2026-11-22 24:00:00",
                "2026-11-22 12:60:00",
                "2026-11-22 12:00:60",
                "2026-11-22 12:00:00.1234567"
            })
    void whatIsNoMomentIsRefused(String text) {
        assertThat(CanonicalMoment.is(text, "")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> PortableTexts.timestamp(text));
    }

    /** Of texts by chance those are canonical that the calendar knows. */
    @Test
    void itAgreesWithTheCalendar() {
        Random chance = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            String text = "%04d-%02d-%02d %02d:%02d:%02d"
                    .formatted(
                            1 + chance.nextInt(9_999),
                            chance.nextInt(14),
                            chance.nextInt(33),
                            chance.nextInt(26),
                            chance.nextInt(62),
                            chance.nextInt(62));
            assertThat(CanonicalMoment.is(text, "")).as(text).isEqualTo(isKnown(text));
        }
    }

    private static boolean isKnown(String text) {
        try {
            LocalDateTime.parse(text.replace(' ', 'T'));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
