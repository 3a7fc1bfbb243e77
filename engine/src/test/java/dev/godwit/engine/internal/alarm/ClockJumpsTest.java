package dev.godwit.engine.internal.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.testkit.JumpingTime;
import dev.godwit.testkit.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wall clock that is set, while this server runs or before it began, makes nothing older or younger. */
class ClockJumpsTest {
    private static final MigrationName MIGRATION = new MigrationName("notes-move");

    private final SettableTime passing = new SettableTime();
    private final JumpingTime time = new JumpingTime(passing);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void what_is_quiet_is_so_for_as_long_as_it_was(int hours) {
        SteadyClock clock = new SteadyClock(time);
        Progress progress = new Progress(clock, clock.now());
        passing.advance(Duration.ofMinutes(3));
        time.set(Duration.ofHours(hours));
        passing.advance(Duration.ofMinutes(2));
        assertThat(progress.quietFor()).isEqualTo(Duration.ofMinutes(5));

        progress.observe(1);
        progress.observe(2);
        time.set(Duration.ZERO);
        passing.advance(Duration.ofMinutes(1));
        assertThat(progress.quietFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(clock.since(progress.quietSince())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void what_a_server_before_has_written_in_the_future_was_now() {
        SteadyClock clock = new SteadyClock(time);
        Instant written = clock.now().plus(Duration.ofHours(1));
        Progress progress = new Progress(clock, written);
        passing.advance(Duration.ofMinutes(1));
        assertThat(progress.quietFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(clock.since(written)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void an_alarm_lasts_as_long_as_it_lasts(int hours) {
        EngineSettings settings = EngineSettings.of("server", "jdbc:sqlite:" + folder.resolve("control.db"));
        try (ControlStore control = ControlStores.open(settings, time, () -> {})) {
            SteadyClock clock = new SteadyClock(time);
            AlarmBook book = new AlarmBook(MIGRATION, control, AlarmTerms.DEFAULT, time, clock);
            List<Finding> finding = List.of(new Finding(AlarmKind.MISMATCH, "units", "rows differ"));
            book.update(finding);
            time.set(Duration.ofHours(hours));
            passing.advance(Duration.ofMinutes(2));
            book.update(List.of(finding.getFirst(), new Finding(AlarmKind.ERRORS, "attempts", "a1 fails")));
            assertThat(book.on()).extracting(Alarm::kind).containsExactly(AlarmKind.MISMATCH, AlarmKind.ERRORS);

            book.update(List.of());
            passing.advance(Duration.ofMinutes(3));
            book.update(List.of());
            assertThat(control.journal(MIGRATION, 10))
                    .extracting(JournalEntry::message)
                    .contains("MISMATCH of units is over after 5 min", "ERRORS of attempts is over after 3 min");
        }
    }
}
