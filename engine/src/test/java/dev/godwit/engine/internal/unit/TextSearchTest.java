package dev.godwit.engine.internal.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextSearchTest {
    /** Of few characters, so that almost everything nearly matches; two of them share a place among the shifts. */
    private static final String CHARACTERS = "ab\u0161";

    @Test
    void finds_what_the_library_finds() {
        SplittableRandom chance = new SplittableRandom(7);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = text(chance, chance.nextInt(30));
            String part = text(chance, 1 + chance.nextInt(5));
            int from = chance.nextInt(8);
            int expected = text.indexOf(part, from);
            assertThat(new TextSearch(part).find(text, from))
                    .as("'%s' in '%s' from %d", part, text, from)
                    .isEqualTo(expected);
            found += expected < 0 ? 0 : 1;
        }
        assertThat(found).isBetween(5_000, 15_000);
    }

    private static String text(SplittableRandom chance, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(chance.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
