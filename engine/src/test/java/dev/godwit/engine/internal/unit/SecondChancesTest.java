package dev.godwit.engine.internal.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.SettableTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecondChancesTest {
    @ParameterizedTest
    @EnumSource(names = {"CONTROL_STORE_FAILED", "CONTROL_STORE_FULL", "STORE_EXHAUSTED", "STORE_UNREACHABLE"})
    void what_passes_by_itself_when_somebody_mends_a_database_needs_nobody_else(ErrorCode code) {
        assertThat(new SecondChances(new SettableTime()).mayPass(UnitId.of("a1"), code))
                .isTrue();
    }
}
