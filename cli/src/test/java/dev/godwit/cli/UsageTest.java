package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTest {
    private final Terminal terminal = new Terminal();

    static List<String> verbs() {
        return List.of(
                "check",
                "plan",
                "run",
                "status",
                "watch",
                "pause",
                "resume",
                "approve",
                "cutover",
                "rollback",
                "abort",
                "finalize",
                "verify");
    }

    @Test
    void help_lists_all_verbs_the_exit_codes_and_examples() {
        assertThat(terminal.run("--help")).isZero();
        assertThat(terminal.out())
                .contains(verbs())
                .contains("Exit codes:", "69", "130", "Examples:", "godwit demo", "godwit check plan.yaml");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void each_verb_explains_itself_with_an_example(String verb) {
        assertThat(terminal.run(verb, "--help")).isZero();
        assertThat(terminal.out()).contains("Usage: godwit " + verb, "Example", "  godwit " + verb, "--json");
    }

    @Test
    void a_misspelt_verb_or_option_gets_a_suggestion() {
        assertThat(terminal.run("staus")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("USAGE: unmatched argument at index 0: 'staus'; did you mean status", "Next: see");

        assertThat(terminal.run("status", "--jsn")).isEqualTo(2);
        assertThat(terminal.err()).contains("'--jsn'; did you mean --json", "Next: see 'godwit status --help'");
    }

    @Test
    void missing_and_wrong_values_are_named() {
        assertThat(terminal.run()).isEqualTo(2);
        assertThat(terminal.run("run")).isEqualTo(2);
        assertThat(terminal.run("status", "--phase", "flying")).isEqualTo(2);
        assertThat(terminal.run("status", "--limit", "many")).isEqualTo(2);
        assertThat(terminal.run("pause", "--server", "::")).isEqualTo(2);
        assertThat(terminal.err().lines().toList())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).startsWith("USAGE: ").contains(". Next: see 'godwit"));
    }

    @Test
    void a_usage_error_is_json_when_asked_for() {
        assertThat(terminal.run("status", "--json", "--nope")).isEqualTo(2);
        assertThat(terminal.out()).contains("\"code\":\"USAGE\"");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void version_names_what_runs() {
        assertThat(terminal.run("version")).isZero();
        assertThat(terminal.out()).startsWith("godwit ").contains("Java ");
    }

    @Test
    void exit_codes_are_documented_once_each() {
        assertThat(ExitCode.list()).hasSize(ExitCode.values().length).doesNotHaveDuplicates();
    }
}
