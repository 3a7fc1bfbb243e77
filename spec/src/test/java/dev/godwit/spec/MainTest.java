package dev.godwit.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model units | 0 | ''",
                "--show nostrict | 0 | ''",
                "--mutation nostrict --size writes=0 | 1 | ''",
                "--model nope | 2 | there is no model 'nope'; there are move, coordinators, copy, units, loss",
                "--show nope | 2 | there is no mutation 'nope'",
                "--model copy --size rows=1 | 2 | the model has no 'rows'; it has writes, keys, chunk, tokens",
                "--model copy --size writes=9 | 2 | writes can be 4 at most",
                "--model copy --size many | 2 | a size is written like writes=2,attempts=1, not like many",
                "2 2 none 4 3 | 2 | Unmatched arguments",
            })
    void the_exit_code_tells_what_happened(String arguments, int exitCode, String message) {
        StringWriter said = new StringWriter();
        CommandLine command = Main.command().setErr(new PrintWriter(said, true));
        assertThat(command.execute(arguments.split(" ", -1))).isEqualTo(exitCode);
        assertThat(said.toString()).contains(message);
    }
}
