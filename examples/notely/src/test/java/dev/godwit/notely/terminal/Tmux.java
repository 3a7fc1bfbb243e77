package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** A real terminal with a shell in it. It has a server of its own, which ends with it. */
public final class Tmux implements AutoCloseable {
    public static final String PROMPT = "shell>";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;

    /** Opens a terminal of this size. */
    public Tmux(Path folder, int columns, int rows) {
        this.folder = folder;
        requireTmux();
        tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                "" + columns,
                "-y",
                "" + rows,
                "-c",
                folder.toString(),
                "env PS1='" + PROMPT + "' LC_ALL=C.UTF-8 sh");
        awaitScreen("the shell's prompt", screen -> screen.contains(PROMPT));
    }

    /** Types a line into the shell. */
    public void enter(String line) {
        tmux("send-keys", "-l", line);
        press("Enter");
    }

    /** Presses keys, by the names that tmux knows them by. */
    public void press(String... keys) {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(Arrays.asList(keys));
        tmux(command.toArray(String[]::new));
    }

    public void resize(int columns, int rows) {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    public String screen() {
        return tmux("capture-pane", "-p");
    }

    /** What is on the screen with its colours, as escape sequences. */
    public String colours() {
        return tmux("capture-pane", "-p", "-e");
    }

    public String awaitScreen(String what, Predicate<String> condition) {
        String[] last = {""};
        try {
            await(what).pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> {
                last[0] = screen();
                return condition.test(last[0]);
            });
        } catch (ConditionTimeoutException e) {
            fail("No sign of: " + what + ". The screen is\n" + last[0]);
        }
        return last[0];
    }

    public String awaitScreen(String text) {
        return awaitScreen(text, screen -> screen.contains(text));
    }

    /** Whether a program has the whole screen, and whether the cursor can be seen: {@code 1 0}. */
    public String alternateScreenAndCursor() {
        return tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").strip();
    }

    @Override
    public void close() {
        tmux("kill-server");
    }

    private static void requireTmux() {
        try {
            new ProcessBuilder("tmux", "-V").start().destroy();
        } catch (IOException e) {
            fail("tmux is not installed, and the terminal pages are tested in a real terminal."
                    + " Install it (apt-get install tmux, brew install tmux); .ci/run does so by itself.");
        }
    }

    private String tmux(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("tmux", "-u", "-S", folder.resolve("tmux").toString()));
        command.addAll(Arrays.asList(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().remove("TMUX");
            builder.environment().put("TERM", "xterm-256color");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
