package dev.godwit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong usage has to be refused before anything is started, with the way to do it right. */
class MainTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--accounts=1, --accounts takes 20 to 99999",
        "--notes=10, --notes takes 2 for each account",
        "--seconds=-1, --seconds can't be negative",
        "--acounts=50, Unknown option: '--acounts=50'",
        "--accounts=many, Invalid value for option '--accounts'"
    })
    void wrong_usage_is_named_and_ends_with_2(String argument, String message) {
        assertThat(run("demo", argument)).isEqualTo(2);
        assertThat(err.toString()).contains(message).contains("Usage: godwit demo");
    }

    @Test
    void without_a_command_the_commands_are_shown() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("demo", "bench");
    }

    @Test
    void help_teaches_and_ends_with_0() {
        StringWriter out = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out));
        assertThat(command.execute("demo", "--help")).isZero();
        assertThat(out.toString()).contains("proves that nothing went wrong", "--keep", "Exit codes:");
    }

    private int run(String... arguments) {
        return Main.commandLine().setErr(new PrintWriter(err)).execute(arguments);
    }
}
