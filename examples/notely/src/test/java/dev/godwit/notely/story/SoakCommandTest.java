package dev.godwit.notely.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The soak of the documentation, but for less than a minute: its exit code says whether anything was wrong. */
class SoakCommandTest {
    private final StringWriter output = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void nothing_is_wrong_while_accounts_move_proxies_die_and_versions_change() {
        int exit = line().execute(
                        "--data-dir",
                        folder.resolve("data").toString(),
                        "--seconds",
                        "40",
                        "--releases",
                        "2",
                        "--overlap",
                        "5",
                        "--kill-every",
                        "15",
                        // Few enough that a proxy that starts from folders of classes gets its share of the processors.
                        "--accounts",
                        "6");

        assertThat(exit).as(output.toString()).isZero();
        assertThat(output.toString()).contains("proxies killed by signal 9: ", "0 fields lost, 0 notes lost");
        assertThat(secondsOfLoad()).as(output.toString()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void bounds_are_named() {
        assertThat(line().execute("--seconds", "5")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(output.toString()).contains("--seconds is from 20 to 86400");
    }

    private double secondsOfLoad() {
        return Pattern.compile("operations in ([0-9.]+) s")
                .matcher(output.toString())
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private CommandLine line() {
        PrintWriter writer = new PrintWriter(output, true);
        return new CommandLine(new SoakCommand()).setOut(writer).setErr(writer);
    }
}
