package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SteeringVerbsTest {
    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @EnumSource
    void each_command_has_a_verb(CommandKind kind) {
        String verb = kind.name().toLowerCase(Locale.ROOT);
        int code = kind == CommandKind.THROTTLE ? terminal.run(verb, "--off") : terminal.run(verb);

        assertThat(code).isZero();
        assertThat(terminal.control.commands).containsExactly(new Command(kind, Scope.MIGRATION, "", "tester"));
        assertThat(terminal.out()).isEqualToNormalizingNewlines("2 units will be rolled back\n");
    }

    @Test
    void the_copy_is_bounded_by_a_number() {
        assertThat(terminal.run("throttle", "--rows-per-second", "2000")).isZero();
        assertThat(terminal.control.commands)
                .containsExactly(new Command(CommandKind.THROTTLE, Scope.MIGRATION, "", "tester", Optional.of(2000L)));
        assertThat(terminal.run("throttle")).isNotZero();
        assertThat(terminal.run("throttle", "--off", "--rows-per-second", "5")).isNotZero();
    }

    @Test
    void a_command_has_a_scope_and_a_reason() {
        int code = terminal.run("rollback", "--wave", "canary", "--unit", "a 17", "--reason", "slow reads", "--json");

        assertThat(code).isZero();
        assertThat(terminal.control.commands)
                .containsExactly(new Command(
                        CommandKind.ROLLBACK,
                        new Scope(Optional.of(new WaveName("canary")), Optional.of(UnitId.of("a 17"))),
                        "slow reads",
                        "tester"));
        assertThat(terminal.out()).contains("\"command\":\"ROLLBACK\"", "\"answer\":\"2 units will be rolled back\"");
    }

    @Test
    void a_refusal_is_one_line_with_the_next_step() {
        terminal.control.refuses = true;

        assertThat(terminal.run("rollback")).isEqualTo(1);
        assertThat(terminal.err())
                .isEqualToNormalizingNewlines(
                        "POINT_OF_NO_RETURN: the units are finalized. Next: nothing; after finalize"
                                + " the data lives in the target, and a step without a way back stays done"
                                + " (docs/errors/POINT_OF_NO_RETURN.md)\n");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void a_refusal_is_json_when_asked_for() {
        terminal.control.refuses = true;

        assertThat(terminal.run("rollback", "--json")).isEqualTo(1);
        assertThat(terminal.out())
                .contains("\"code\":\"POINT_OF_NO_RETURN\"", "\"message\":\"the units are finalized\"");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void a_stack_trace_is_shown_only_when_asked_for() {
        terminal.control.refuses = true;

        terminal.run("rollback", "--verbose");

        assertThat(terminal.err()).contains("at dev.godwit.cli.RecordingControl.command", "POINT_OF_NO_RETURN: ");
    }

    @Test
    void nobody_at_the_address_means_unavailable() {
        terminal.reachable = false;

        assertThat(terminal.run("pause", "--server", "http://127.0.0.1:1")).isEqualTo(69);
        assertThat(terminal.err())
                .startsWith("CONTROL_PLANE_UNREACHABLE: nobody answers at http://127.0.0.1:1. Next: ");
    }

    @Test
    void a_name_of_the_wrong_form_is_a_usage_error() {
        assertThat(terminal.run("pause", "--wave", "No Wave")).isEqualTo(2);
        assertThat(terminal.err()).startsWith("INVALID_NAME: wave name 'No Wave' must be");
        assertThat(terminal.control.commands).isEmpty();
    }
}
