package dev.godwit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CloseWhatWasOpened.class)
class PostgresInstallationTest {
    @Test
    void installing_twice_and_removing_twice_is_harmless() {
        Notes notes = Notes.create();
        assertThat(notes.store().installed()).isFalse();
        notes.store().install(Role.HOME);
        notes.store().install(Role.MOVED);
        assertThat(notes.store().installed()).isTrue();
        assertThat(notes.store().fences().readDefault().role()).isEqualTo(Role.HOME);
        notes.store().uninstall();
        notes.store().uninstall();
        assertThat(notes.store().installed()).isFalse();
    }
}
