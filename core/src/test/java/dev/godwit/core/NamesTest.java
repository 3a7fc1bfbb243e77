package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void aNameIsLowerCaseAndShort() {
        assertThat(new StoreName("shard-2").toString()).isEqualTo("shard-2");
        for (String wrong : List.of("", "2nd", "Legacy", "a b", "x".repeat(41), "drop\"table", "é")) {
            assertThatThrownBy(() -> new StoreName(wrong))
                    .isInstanceOf(GodwitException.class)
                    .hasMessageContaining("store name '" + wrong + "'");
        }
    }

    @Test
    void aUnitHasOneToTwoHundredCharacters() {
        assertThat(UnitId.of("é").value()).isEqualTo("é");
        assertThatThrownBy(() -> UnitId.of("")).isInstanceOf(GodwitException.class);
        assertThatThrownBy(() -> UnitId.of("x".repeat(201))).isInstanceOf(GodwitException.class);
    }

    @Test
    void aSecretPrintsItsReference() {
        assertThat(new Secret("s3cret", "env:NOTES_PASSWORD")).hasToString("env:NOTES_PASSWORD");
    }

    @Test
    void anErrorSaysItsCodeWhatHappenedAndWhatToDo() {
        assertThat(new GodwitException(ErrorCode.PORT_IN_USE, "port 8080 is taken").describe())
                .isEqualTo("PORT_IN_USE: port 8080 is taken. Next: "
                        + "choose another port or stop the process that has it");
    }
}
