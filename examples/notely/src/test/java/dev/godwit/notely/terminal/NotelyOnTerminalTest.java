package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.notely.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of Notely with its pages, in a real terminal: simulated users at work, their accounts sent on their way by a key. */
class NotelyOnTerminalTest {
    @TempDir
    private Path folder;

    @Test
    void accounts_move_by_a_key_and_nobody_notices() throws IOException {
        JavaInShell.prepare(folder, Main.class.getName());
        try (Tmux terminal = new Tmux(folder, 80, 24)) {
            terminal.enter("sh start --cli --gen --rpm 600 --stores sqlite --port 0 --data-dir data; echo > ended");
            terminal.awaitScreen("requests are counted", screen -> screen.contains("GET") && screen.contains("200"));

            terminal.press("l");
            terminal.awaitScreen("of 5 accounts  0 migrating");
            terminal.press("M");
            terminal.awaitScreen("migration of all accounts: 5 accounts are on their way.");
            terminal.press("l");
            terminal.awaitScreen("5 probation");
            terminal.press("l");
            terminal.awaitScreen("proxy 1");
            terminal.press("l");
            terminal.awaitScreen("all notes have moved", screen -> screen.matches("(?s).*legacy +0 .*"));

            terminal.press("q");
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("ended")));
            terminal.awaitScreen(
                    "a report without a miss or an error",
                    screen -> screen.matches("(?s).*\\nall +[\\d,]+ +0 .*errors 0 .*"));
            assertThat(terminal.alternateScreenAndCursor()).isEqualTo("0 1");
        }
    }
}
