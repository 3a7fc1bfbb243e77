package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.MigrationControl.CommandKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandPhasesTest {
    @ParameterizedTest
    @CsvSource({
        "ROLLBACK, PROBATION, true", "ROLLBACK, SETTLED, false", "ROLLBACK, CLEANING, false", "VERIFY, SYNCED, true",
        "VERIFY, COPYING, false", "REPAIR, CUTTING, false", "FINALIZE, PROBATION, true", "FINALIZE, COPYING, false",
        "CUTOVER, SYNCED, true", "CUTOVER, CLEANING, false", "PAUSE, CLEANING, true", "MOVE, SETTLED, true"
    })
    void a_command_is_refused_where_it_means_nothing_with_the_phases_in_which_it_does(
            CommandKind kind, Phase phase, boolean taken) {
        UnitId unit = UnitId.of("a1");
        if (taken) {
            CommandPhases.require(kind, unit, phase);
        } else {
            assertThatThrownBy(() -> CommandPhases.require(kind, unit, phase))
                    .hasMessageContaining("unit a1 is " + phase)
                    .isInstanceOfSatisfying(NotInThisPhaseException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN_TRANSITION);
                        assertThat(refused.allowed())
                                .isEqualTo(CommandPhases.of(kind))
                                .doesNotContain(phase);
                    });
        }
    }
}
