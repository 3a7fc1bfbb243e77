package dev.godwit.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.cli.Statuses;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LivePageTest {
    private final StringWriter screen = new StringWriter();
    private int width = 100;
    private int height = 30;
    private final LivePage page = new LivePage(new PrintWriter(screen), () -> Look.plain(width), () -> height);

    @Test
    void the_next_page_is_drawn_over_the_last() {
        page.show(Statuses.quiet("prepare"), Statuses.NOW);
        page.show(Statuses.quiet("probation"), Statuses.NOW);

        assertThat(screen.toString()).containsOnlyOnce("\u001b[6A").contains("prepare", "probation");
    }

    @Test
    void a_terminal_that_became_narrower_has_wrapped_what_is_drawn_over() {
        page.show(Statuses.quiet("prepare"), Statuses.NOW);
        width = 50;
        page.show(Statuses.quiet("prepare"), Statuses.NOW);

        assertThat(screen.toString()).contains("\u001b[10A");
    }

    @Test
    void a_low_terminal_shows_the_top_of_the_page() {
        height = 4;
        page.show(Statuses.busy(), Statuses.NOW);

        assertThat(screen.toString()).contains("copied", "verified").doesNotContain("moved  ");
    }

    @Test
    void what_is_said_stays_above_the_page() {
        page.show(Statuses.quiet("prepare"), Statuses.NOW);
        page.say("Stopping");

        assertThat(screen.toString().lastIndexOf("Stopping"))
                .isLessThan(screen.toString().lastIndexOf("prepare"));
    }

    @Test
    void the_cursor_is_back_at_the_end() {
        page.show(Statuses.quiet("prepare"), Statuses.NOW);
        page.finish();

        assertThat(screen.toString()).endsWith("\u001b[?25h");
    }
}
