package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real terminal: every key, resizing, and what is left when they end. */
class RealTerminalTest {
    private static final String DARK_GROUND = "48;5;234m";
    private static final String LIGHT_GROUND = "48;5;231m";
    private static final Pattern HELD = Pattern.compile("held writes +(\\d+)");

    @TempDir
    private Path folder;

    private Tmux terminal;

    @BeforeEach
    void open() throws IOException {
        JavaInShell.prepare(folder, MadeUpTerminal.class.getName());
        terminal = new Tmux(folder, 200, 50);
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void every_key_does_what_the_last_line_says() {
        terminal.enter("sh start dark 1000");
        terminal.awaitScreen("API requests");

        long before = held(terminal.awaitScreen(
                "the first figures", screen -> HELD.matcher(screen).find()));
        terminal.awaitScreen("figures that move", screen -> held(screen) > before + 1);
        terminal.press("d");
        terminal.awaitScreen("deploy is under way");
        terminal.press("d");
        terminal.awaitScreen("deploy is still under way");
        terminal.awaitScreen("deploy: version 5 takes traffic");

        terminal.press("l");
        terminal.awaitScreen("1 of 1,000 accounts");
        assertMoves("j", "2 of 1,000 accounts");
        assertMoves("Down", "3 of 1,000 accounts");
        assertMoves("k", "2 of 1,000 accounts");
        assertMoves("Up", "1 of 1,000 accounts");
        assertMoves("f", "44 of 1,000 accounts");
        assertMoves("NPage", "87 of 1,000 accounts");
        assertMoves("b", "44 of 1,000 accounts");
        assertMoves("PPage", "1 of 1,000 accounts");
        assertMoves("End", "1,000 of 1,000 accounts");
        assertMoves("Home", "1 of 1,000 accounts");
        assertMoves("m", "migration of LoadTestUser0_09:14:00: starts for 3f2a77c1-0000-4000");
        assertMoves("M", "migration of all accounts: starts for 25 accounts");
        assertMoves("s", "next shard for LoadTestUser0_09:14:00: moves to second");

        assertMoves("Right", "notes-to-new: notes, legacy \u2192 new");
        assertMoves("p", "pause or resume: paused");
        assertMoves("c", "approve failed: no wave waits for an approval");

        assertMoves("l", "following");
        assertMoves("k", "not following");
        assertMoves("End", "  following");

        assertMoves("l", "\u25cf \u25cb \u25cb \u25cb  API requests");
        assertMoves("h", "\u25cb \u25cb \u25cb \u25cf  Logs");
        assertMoves("Left", "\u25cb \u25cb \u25cf \u25cb  Migration");

        assertThat(terminal.alternateScreenAndCursor()).isEqualTo("1 0");
        assertThat(terminal.colours()).contains(DARK_GROUND).doesNotContain(LIGHT_GROUND);
    }

    @Test
    void follows_the_size_of_the_window() {
        terminal.enter("sh start light 25");
        terminal.awaitScreen("home end ends");

        terminal.resize(80, 24);
        String narrow = terminal.awaitScreen("the narrow page", screen -> screen.contains("b f screen  q quit"));
        assertThat(narrow.lines())
                .hasSize(24)
                .allSatisfy(line -> assertThat(FittedText.width(line)).isLessThanOrEqualTo(80));
        assertThat(narrow.lines().findFirst().orElseThrow()).contains("Notely").endsWith(" UTC");

        terminal.resize(60, 20);
        terminal.awaitScreen("Notely needs 80x24, this is 60x20");

        terminal.resize(200, 50);
        String wide = terminal.awaitScreen("the wide page", screen -> screen.contains("home end ends"));
        assertThat(wide.lines()).hasSize(50);
        assertThat(wide).doesNotContain("Notely needs");
        assertThat(terminal.colours()).contains(LIGHT_GROUND).doesNotContain(DARK_GROUND);
    }

    @Test
    void a_pipe_is_no_terminal() {
        terminal.enter("sh start dark 25 | cat");
        terminal.awaitScreen("there is no terminal");
        assertThat(TerminalUi.possible()).isFalse();
    }

    @Test
    void q_leaves_the_terminal_as_it_was() {
        assertLeftClean(() -> terminal.press("q"), "bye");
    }

    @Test
    void escape_leaves_the_terminal_as_it_was() {
        assertLeftClean(() -> terminal.press("Escape"), "bye");
    }

    @Test
    void control_c_leaves_the_terminal_as_it_was() {
        assertLeftClean(() -> terminal.press("C-c"), "bye");
    }

    @Test
    void an_exception_leaves_the_terminal_as_it_was() {
        assertLeftClean(() -> terminal.press("l", "l", "r"), "the clock broke");
    }

    @Test
    void a_signal_leaves_the_terminal_as_it_was() {
        Path pid = folder.resolve("pid");
        assertLeftClean(() -> ProcessHandle.of(number(pid)).orElseThrow().destroy(), "");
    }

    private void assertLeftClean(Runnable end, String lastWords) {
        terminal.enter("stty -g > before; echo what was there; sh start dark 25; echo > ended");
        terminal.awaitScreen("Checks");
        assertThat(terminal.alternateScreenAndCursor()).isEqualTo("1 0");

        end.run();

        await().until(() -> Files.exists(folder.resolve("ended")));
        await().untilAsserted(() -> {
            assertThat(terminal.screen()).contains("what was there", lastWords).doesNotContain("Checks");
            assertThat(terminal.alternateScreenAndCursor()).isEqualTo("0 1");
        });
        terminal.enter("stty -g > after; echo > compared");
        await().until(() -> Files.exists(folder.resolve("compared")));
        assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
    }

    private void assertMoves(String key, String expected) {
        terminal.press(key);
        terminal.awaitScreen(expected);
    }

    private static long held(String screen) {
        Matcher matcher = HELD.matcher(screen);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
