package dev.godwit.engine.internal.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a look at every name: names of many blocks, asked for by texts that have a signature and by such that have none. */
class NameTextTest {
    private static final int QUESTIONS = 400;
    private static final int LONGEST_NAME = 12;
    private static final int LONGEST_PART = 6;

    @ParameterizedTest
    @CsvSource({"1, 1, ab", "2, 64, ab", "3, 65, abc", "4, 1000, abcd-", "5, 1000, 'a\u00fc\u20ac\ud83d'"})
    void it_finds_what_looking_at_every_name_finds(long seed, int count, String letters) {
        Random random = new Random(seed);
        TreeSet<String> names = new TreeSet<>();
        while (names.size() < count) {
            names.add(word(random, letters, LONGEST_NAME));
        }
        NameText text = NameText.of(names).orElseThrow();
        for (int question = 0; question < QUESTIONS; question++) {
            String part = word(random, letters, LONGEST_PART);
            Optional<String> after =
                    random.nextBoolean() ? Optional.of(word(random, letters, LONGEST_NAME)) : Optional.empty();
            List<String> expected = names.stream()
                    .filter(name -> name.contains(part))
                    .filter(name -> after.map(last -> name.compareTo(last) > 0).orElse(true))
                    .toList();
            List<String> found = new ArrayList<>();
            text.containing(part, after).forEachRemaining(found::add);
            assertThat(found).as("%s after %s", part, after).isEqualTo(expected);
        }
    }

    @Test
    void there_is_none_of_names_that_contain_what_would_separate_them() {
        assertThat(NameText.of(List.of("a", "b\0c"))).isEmpty();
        assertThat(NameText.of(List.<String>of()).orElseThrow().containing("a", Optional.empty()))
                .isExhausted();
    }

    private static String word(Random random, String letters, int longest) {
        StringBuilder word = new StringBuilder();
        for (int length = 1 + random.nextInt(longest); length > 0; length--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
