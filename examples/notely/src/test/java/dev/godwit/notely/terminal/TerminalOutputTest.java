package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalOutputTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final TerminalOutput output = new TerminalOutput(terminal);

    @Test
    void a_drawing_arrives_in_one_piece() throws IOException {
        write("one");
        write("two");
        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEmpty();

        output.flush();
        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("onetwo");
    }

    @Test
    void nothing_is_drawn_over_the_shell_once_the_screen_was_left() throws IOException {
        write("drawing");
        write("\u001b[?25l");
        write("\u001b[?1049l");
        write("still drawing");
        output.write('!');
        output.flush();

        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .isEqualTo("drawing\u001b[?25l\u001b[?1049l\u001b[0m\u001b[?25h");
    }

    private void write(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
