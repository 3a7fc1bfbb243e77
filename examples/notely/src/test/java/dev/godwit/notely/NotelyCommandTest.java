package dev.godwit.notely;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What people may type by mistake: one clear line, exit code 2, and nothing is started. */
class NotelyCommandTest {
    private final StringWriter errors = new StringWriter();
    private final StringWriter output = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 5 | Unknown option",
                "--port 70000 | --port must be from 0 to 65535, not 70000",
                "--port http | Invalid value for option '--port'",
                "--shards 3 | --shards must be 1 or 2, not 3",
                "--strategy magic | --strategy must be one of godwit, legacy-only",
                "--stores mysql | --stores must be postgres, sqlite, or NAME=JDBC-URL",
                "--stores second=jdbc:sqlite:x.db | --stores must be postgres, sqlite, or NAME=JDBC-URL with the names new, legacy; not second",
                "--stores new=mysql | --stores has no JDBC URL for new",
                "--overlap soon | --overlap must be a time such as 500ms, 10s or 2m; not soon",
                "--network-delay 5..1ms | --network-delay must be such as 2ms or 1..5ms, the smaller first; not 5..1ms",
                "--network-delay fast | --network-delay must be a time",
                "--log-level loud | --log-level must be one of trace, debug, info, warn, error; not loud",
                "serve | Unmatched argument",
            })
    void mistakes_are_named(String arguments, String message) {
        assertThat(execute(arguments.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(message).doesNotContain("Exception", "\tat ");
    }

    @Test
    void help_teaches_every_flag() {
        assertThat(execute("--help")).isZero();
        assertThat(output.toString())
                .contains("--cli", "--gen", "--port", "--data-dir", "--clean", "--strategy", "--shards", "--overlap");
    }

    private int execute(String... arguments) {
        return NotelyCommand.commandLine(new PrintWriter(output, true), new PrintWriter(errors, true))
                .execute(arguments);
    }
}
