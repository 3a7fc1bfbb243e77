package dev.godwit.jdbc;

import static dev.godwit.jdbc.Notes.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Incarnation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pitfall U6: what must not vanish in a crash is committed synchronously, whatever the database's default is. */
@ExtendWith(CloseWhatWasOpened.class)
class DurabilityTest {
    @Test
    void a_write_of_a_unit_in_flight_is_on_disk_before_the_mover_can_see_it() {
        Notes notes = Notes.homeOf(ANN);
        Client careless = notes.client();
        careless.run("set synchronous_commit = off", "begin", "insert into notes values (1, 'ann', 'a')");
        assertThat(careless.text("show synchronous_commit")).isEqualTo("on");
        careless.run("commit");
        assertThat(careless.text("show synchronous_commit")).isEqualTo("off");
        careless.run("begin", "insert into notes values (2, 'eve', 'e')");
        assertThat(careless.text("show synchronous_commit")).isEqualTo("off");
    }

    @Test
    void a_writer_that_waits_for_more_than_the_disk_keeps_its_setting() {
        Notes notes = Notes.homeOf(ANN);
        Client careful = notes.client();
        careful.run("set synchronous_commit = remote_apply", "begin", "insert into notes values (1, 'ann', 'a')");
        assertThat(careful.text("show synchronous_commit")).isEqualTo("remote_apply");
    }

    @Test
    void a_mover_commits_synchronously() {
        Notes notes = Notes.mirrorOf(ANN);
        Client mover = notes.client();
        mover.run("set synchronous_commit = off", "begin", Notes.enter(notes.acquire(ANN)));
        assertThat(mover.text("show synchronous_commit")).isEqualTo("on");
    }

    @Test
    void whoever_completes_a_promotion_commits_it_synchronously() {
        Notes notes = Notes.mirrorOf(ANN);
        Client router = notes.client();
        router.run("set synchronous_commit = off", "begin", "select godwit_notes.complete_promotion('ann', 'a', 1)");
        assertThat(router.text("show synchronous_commit")).isEqualTo("on");
    }

    @Test
    void a_store_knows_its_incarnation_and_needs_no_standby() {
        Notes notes = Notes.installed(dev.godwit.core.Role.HOME);
        Incarnation incarnation = notes.store().incarnation();
        assertThat(incarnation.value()).matches("[0-9]+-00000001");
        assertThat(notes.store().incarnation()).isEqualTo(incarnation);
        notes.store().flushToStandbys();
    }
}
