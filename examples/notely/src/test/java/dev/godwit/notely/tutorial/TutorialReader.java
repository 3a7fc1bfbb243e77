package dev.godwit.notely.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.godwit.notely.Main;
import dev.godwit.notely.terminal.Tmux;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody in front of a fresh checkout, who types what the pages show: into one terminal what shows pages, into another the
 * rest. Some flags are changed, so that it is quick and in nobody's way: the port, the overlap, and SQLite instead of
 * PostgreSQL.
 */
final class TutorialReader implements AutoCloseable {
    private static final String EXERCISE = "examples/notely/exercise/Exercise.java";
    private static final String READY = "deploy: The new version is ready";
    private static final Pattern MISSES = Pattern.compile("consistency misses +([\\d,]+)");

    private final Path checkout;
    private final Tmux terminal;

    TutorialReader(Path folder) throws IOException, InterruptedException {
        checkout = Files.createDirectories(folder.resolve("checkout"));
        Files.createDirectories(checkout.resolve(EXERCISE).getParent());
        Files.copy(TutorialPage.ROOT.resolve(EXERCISE), checkout.resolve(EXERCISE));
        Path launcher = Files.writeString(checkout.resolve("notely"), launcher());
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        run("git init -q; git add " + EXERCISE + "; git -c user.name=t -c user.email=t@localhost commit -qm start");
        terminal = new Tmux(checkout, 110, 50);
    }

    private static String launcher() {
        return "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto --enable-native-access=ALL-UNNAMED"
                + " -Dgodwit.home=. -cp '" + withoutTests(System.getProperty("java.class.path")) + "' "
                + Main.class.getName() + " \"$@\"\n";
    }

    /** Without the settings of the log for tests, which hide what users notice. */
    private static String withoutTests(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Types them in their order; what shows pages is left running. */
    void types(List<String> commands) throws IOException, InterruptedException {
        for (String command : commands) {
            if (command.startsWith("./notely ") && command.contains(" --cli ")) {
                terminal.enter("clear; " + command.replaceFirst("--overlap \\S+", "--overlap 3s")
                        + " --port 0 --stores sqlite");
                sees("requests are counted", screen -> screen.matches("(?s).*(legacy|new) +[1-9].*"));
            } else {
                run(command);
            }
        }
    }

    /** The output of a command that succeeds. */
    String run(String command) throws IOException, InterruptedException {
        return run(command, 0);
    }

    String run(String command, int code) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command.replace("/tmp/", "../"));
        Process process =
                builder.directory(checkout.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command + ": " + output).isEqualTo(code);
        return output;
    }

    /** Everything of a comparison but the minutes that it takes: it is refused because of the last flag, and only of that. */
    void wouldCompare(List<String> commands) throws IOException, InterruptedException {
        assertThat(commands).singleElement().asString().startsWith("./notely compare ");
        assertThat(run(commands.getFirst() + " --operations 0", 2)).contains("--operations is between");
    }

    void writes(String solution) throws IOException {
        Files.writeString(checkout.resolve(EXERCISE), solution);
    }

    void presses(String... keys) {
        terminal.press(keys);
    }

    /** Presses {@code d} until the new version takes requests; on a busy machine one may not get ready in time. */
    void deploys() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            presses("d");
            sees("deploy is under way");
            sees("its end", screen -> screen.contains(READY) || screen.contains("deploy failed"));
            if (terminal.screen().contains(READY)) {
                return;
            }
        }
        fail("no version gets ready; the screen is\n" + terminal.screen());
    }

    void sees(String text) {
        terminal.awaitScreen(text);
    }

    void sees(String what, Predicate<String> condition) {
        terminal.awaitScreen(what, condition);
    }

    /** Waits until a store has notes, or none. */
    void seesNotes(String store, boolean some) {
        Pattern line = Pattern.compile("(?m) " + store + (some ? " +[1-9]" : " +0\\b"));
        sees("notes in " + store + ": " + some, screen -> line.matcher(screen).find());
    }

    /** Waits until there are so many. */
    void seesMisses(long least) {
        sees(least + " misses", screen -> misses(screen) >= least);
    }

    void seesNoMiss() {
        assertThat(misses()).as(terminal.screen()).isZero();
    }

    long misses() {
        return misses(terminal.screen());
    }

    private static long misses(String screen) {
        Matcher matcher = MISSES.matcher(screen);
        return matcher.find() ? Long.parseLong(matcher.group(1).replace(",", "")) : -1;
    }

    /** Ends Notely, whose last words say whether users have noticed something. */
    void quits(boolean noticed) {
        presses("q");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> terminal.screen().stripTrailing().endsWith(Tmux.PROMPT));
        String report = terminal.screen();
        assertThat(report).containsPattern(noticed ? "FAILED: [\\d,]+ consistency misses" : "deletes [\\d.]+ %");
        assertThat(report.contains("consistency misses")).as(report).isEqualTo(noticed);
    }

    @Override
    public void close() {
        terminal.close();
    }
}
