package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts and columns that have to fit. */
class TextsTest {
    @Test
    void nothing_gets_through_that_would_move_the_cursor_or_turn_the_text_around() {
        assertThat(FittedText.clean("a\tb\nc\u001b[2Jd\u202ee\u0000f\ud800g"))
                .isEqualTo("a b c\ufffd[2Jd\ufffde\ufffdf\ufffdg");
        assertThat(FittedText.clean("Zo\u00eb \u4f60\u597d \ud83d\ude00"))
                .isEqualTo("Zo\u00eb \u4f60\u597d \ud83d\ude00");
    }

    @Test
    void a_text_that_is_too_wide_ends_in_an_ellipsis() {
        assertThat(FittedText.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(FittedText.cut("abcdefg", 6)).isEqualTo("abcde\u2026");
        assertThat(FittedText.cut("\u4f60\u597d\u4f60\u597d", 6)).isEqualTo("\u4f60\u597d \u2026");
        assertThat(FittedText.cut("abc", 0)).isEmpty();
        assertThat(FittedText.padded("\u4f60\u597d\u4f60\u597d", 6, true)).isEqualTo("\u4f60\u597d \u2026");
    }

    @Test
    void columns_give_way_in_their_order() {
        List<Column> columns = List.of(Column.dispensable("id"), Column.flexible("name"), Column.number("n"));
        List<List<Cell>> rows = List.of(List.of(Cell.of("x".repeat(30)), Cell.of("y".repeat(20)), Cell.count(1_234)));

        assertThat(ColumnWidths.fit(columns, rows, 60)).containsExactly(30, 20, 5);
        assertThat(ColumnWidths.fit(columns, rows, 40)).containsExactly(15, 20, 5);
        assertThat(ColumnWidths.fit(columns, rows, 30)).containsExactly(9, 16, 5);
    }

    @Test
    void numbers_read_as_elsewhere() {
        assertThat(Figures.bare(0)).isEqualTo("0");
        assertThat(Figures.bare(0.44)).isEqualTo("0.4");
        assertThat(Figures.bare(12.5)).isEqualTo("13");
        assertThat(Figures.bare(1_240)).isEqualTo("1,240");
        assertThat(Figures.percent(999, 1_000)).isEqualTo("99 %");
    }
}
