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
import dev.godwit.testkit.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each alarm begins once and ends once, over a real control store. */
class AlarmBookTest {
    private static final MigrationName MIGRATION = new MigrationName("notes-move");
    private static final AlarmTerms TERMS = AlarmTerms.DEFAULT;

    private final SettableTime time = new SettableTime();

    @TempDir
    Path folder;

    private ControlStore control;
    private AlarmBook book;

    @BeforeEach
    void open() {
        control = ControlStores.open(
                EngineSettings.of("server", "jdbc:sqlite:" + folder.resolve("control.db")), time, () -> {});
        book = newBook();
    }

    @AfterEach
    void close() {
        control.close();
    }

    @ParameterizedTest
    @EnumSource(AlarmKind.class)
    void what_lasts_begins_once_and_ends_once(AlarmKind kind) {
        Finding finding = new Finding(kind, "it", "3 of 5");
        for (int second = 0; second < 5; second++) {
            look(TERMS.hold(kind).dividedBy(4).plusSeconds(1), finding);
        }
        assertThat(book.on()).containsExactly(new Alarm(kind, "it", "3 of 5", firstLook(kind)));
        look(Duration.ofSeconds(1), new Finding(kind, "it", "4 of 5"));
        assertThat(book.on()).extracting(Alarm::message).containsExactly("4 of 5");
        assertThat(journal()).containsExactly(kind + ": 3 of 5. Next: " + kind.nextStep());

        look(Duration.ofSeconds(1));
        look(TERMS.calm());
        look(TERMS.calm());
        assertThat(book.on()).isEmpty();
        assertThat(journal()).hasSize(2).last().asString().startsWith(kind + " of it is over after ");
    }

    private static Instant firstLook(AlarmKind kind) {
        return Instant.EPOCH.plus(TERMS.hold(kind).dividedBy(4).plusSeconds(1));
    }

    @Test
    void what_comes_and_goes_begins_once() {
        Finding finding = new Finding(AlarmKind.MISMATCH, "units", "rows differ");
        for (int times = 0; times < 20; times++) {
            look(TERMS.calm().minusSeconds(1), finding);
            look(Duration.ofSeconds(1));
        }
        assertThat(journal()).hasSize(1);
        assertThat(book.on()).hasSize(1);
    }

    @Test
    void what_does_not_last_is_none() {
        Finding finding = new Finding(AlarmKind.FORECAST_PAST_DEADLINE, "deadline", "too slow");
        for (int times = 0; times < 5; times++) {
            look(TERMS.forecast().minusSeconds(1), finding);
            look(Duration.ofSeconds(1));
        }
        assertThat(journal()).isEmpty();
        assertThat(book.on()).isEmpty();
    }

    @Test
    void two_subjects_of_a_kind_are_two_alarms() {
        look(
                Duration.ofSeconds(1),
                new Finding(AlarmKind.MISMATCH, "units", "rows differ"),
                new Finding(AlarmKind.MISMATCH, "shadow reads", "3 reads"));
        look(TERMS.calm(), new Finding(AlarmKind.MISMATCH, "units", "rows differ"));
        look(TERMS.calm(), new Finding(AlarmKind.MISMATCH, "units", "rows differ"));
        assertThat(book.on()).extracting(Alarm::subject).containsExactly("units");
    }

    @ParameterizedTest
    @EnumSource(AlarmKind.class)
    void the_next_server_neither_begins_it_again_nor_forgets_to_end_it(AlarmKind kind) {
        Finding finding = new Finding(kind, "it", "3 of 5");
        look(Duration.ofSeconds(1), finding);
        look(TERMS.hold(kind), finding);
        Instant since = book.on().getFirst().since();

        book = newBook();
        look(Duration.ofSeconds(1));
        assertThat(book.on()).as("the server does not know yet").hasSize(1);
        look(TERMS.unknown(kind), finding);
        assertThat(book.on()).extracting(Alarm::since).containsExactly(since);
        assertThat(journal()).hasSize(1);

        book = newBook();
        look(Duration.ofSeconds(1));
        look(TERMS.unknown(kind).plus(TERMS.calm()));
        assertThat(book.on()).isEmpty();
        assertThat(journal()).hasSize(2);
    }

    private AlarmBook newBook() {
        return new AlarmBook(MIGRATION, control, TERMS, time, new SteadyClock(time));
    }

    private void look(Duration after, Finding... findings) {
        time.advance(after);
        book.update(List.of(findings));
    }

    private List<String> journal() {
        return control.journal(MIGRATION, 100).stream()
                .map(JournalEntry::message)
                .toList();
    }
}
