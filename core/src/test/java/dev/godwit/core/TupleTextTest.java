package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TupleTextTest {
    private static final List<String> PARTS = List.of("", "a", ",", "\\", "\\,", ",\\", "\\\\", ",,", "a,b");

    @Test
    void what_was_joined_is_split_into_the_same_and_never_means_two_things() {
        Set<String> joined = new HashSet<>();
        for (String first : PARTS) {
            for (String second : PARTS) {
                for (String third : PARTS) {
                    List<String> parts = List.of(first, second, third);
                    String text = TupleText.join(parts);
                    assertThat(TupleText.split(text, 3)).isEqualTo(parts);
                    assertThat(joined.add(text)).as(text).isTrue();
                }
            }
        }
    }

    @Test
    void one_text_is_itself() {
        assertThat(TupleText.join(List.of("a,b\\"))).isEqualTo("a,b\\");
        assertThat(TupleText.split("a,b\\", 1)).containsExactly("a,b\\");
    }

    @Test
    void another_number_of_parts_is_an_error() {
        assertThatThrownBy(() -> TupleText.split("a,b", 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 parts, not 3");
    }
}
