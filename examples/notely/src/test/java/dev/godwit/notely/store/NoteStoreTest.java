package dev.godwit.notely.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.SystemTime;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.telemetry.TelemetryExport.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteStoreTest {
    private static final Instant CREATED = Instant.parse("2026-11-23T03:04:05.006Z");

    @TempDir
    private Path folder;

    @Nested
    class InAFile extends Laws {
        @Override
        StoreSettings make() throws Exception {
            return TestStores.sqlite("legacy", folder);
        }
    }

    @Nested
    class InPostgres extends Laws {
        @Override
        StoreSettings make() throws Exception {
            return TestStores.postgres("new");
        }
    }

    @Test
    void aStoreThatIsNotThereIsDownAndNotMade() {
        StoreSettings file = new StoreSettings("gone", "jdbc:sqlite:" + folder.resolve("gone.db"), Optional.empty());
        StoreSettings server =
                new StoreSettings("gone", "jdbc:postgresql://127.0.0.1:1/notes", Optional.of("postgres"));
        for (StoreSettings gone : List.of(file, server)) {
            try (OpenStore open = new OpenStore(gone, Duration.ofMillis(250))) {
                NoteStore store = new SqlNoteStore(open, telemetry());
                assertThat(open.up()).isFalse();
                assertProblem(Problem.STORE_DOWN, store::total);
            }
        }
        assertThat(folder.resolve("gone.db")).doesNotExist();
    }

    private static Telemetry telemetry() {
        return new Telemetry(new SystemTime(), "test");
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NoteException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    /** What a store does, whatever its database. */
    abstract static class Laws {
        private final Telemetry telemetry = telemetry();
        private final UUID account = UUID.randomUUID();
        private OpenStore open;
        private NoteStore store;

        abstract StoreSettings make() throws Exception;

        @BeforeEach
        void open() throws Exception {
            open = OpenStore.open(make());
            store = new SqlNoteStore(open, telemetry);
        }

        @AfterEach
        void close() {
            open.close();
        }

        private Note note(String content) {
            return new Note(UUID.randomUUID(), account, CREATED, CREATED, content);
        }

        private static Note later(Note note, long millis, String content) {
            return new Note(
                    note.id(),
                    note.creator(),
                    note.createdAt(),
                    note.updatedAt().plusMillis(millis),
                    content);
        }

        @Test
        void keepsWhatItIsGiven() {
            Note note = note("Grüße, 世界, 🪿 \"'\\\n");
            assertThat(store.create(note)).isEqualTo(note);
            assertThat(store.find(account, note.id())).contains(note);
            assertThat(store.list(account)).containsExactly(note.id());
            assertThat(store.count(account)).isEqualTo(1);
            assertThat(store.total()).isEqualTo(1);
        }

        @Test
        void anAccountSeesItsOwnNotesOnly() {
            Note note = store.create(note("mine"));
            UUID stranger = UUID.randomUUID();
            assertThat(store.find(stranger, note.id())).isEmpty();
            assertThat(store.list(stranger)).isEmpty();
            assertThat(store.count(stranger)).isZero();
            store.delete(stranger, note.id());
            assertProblem(
                    Problem.NOT_FOUND,
                    () -> store.update(new Note(note.id(), stranger, CREATED, CREATED.plusSeconds(1), "theirs")));
            assertThat(store.find(account, note.id())).contains(note);
        }

        @Test
        void creatingTwiceIsOnceUnlessTheNotesDiffer() {
            Note note = store.create(note("first"));
            assertThat(store.create(note)).isEqualTo(note);
            assertProblem(Problem.EXISTS, () -> store.create(later(note, 0, "second")));
            assertProblem(
                    Problem.EXISTS,
                    () -> store.create(new Note(note.id(), UUID.randomUUID(), CREATED, CREATED, "first")));
            assertThat(store.total()).isEqualTo(1);
            assertThat(store.find(account, note.id())).contains(note);
        }

        @Test
        void newerWinsByTheMillisecond() {
            Note note = store.create(note("first"));
            Note newer = later(note, 1, "second");
            assertThat(store.update(newer)).isEqualTo(newer);
            assertThat(store.update(newer)).isEqualTo(newer);
            assertThat(store.update(later(newer, 0, "as old"))).isEqualTo(newer);
            assertThat(store.update(later(newer, -1, "older"))).isEqualTo(newer);
            assertThat(store.find(account, note.id())).contains(newer);
        }

        @Test
        void anUpdateDoesNotChangeWhenANoteWasCreated() {
            Note note = store.create(note("first"));
            Note update = new Note(note.id(), account, CREATED.plusSeconds(9), CREATED.plusSeconds(9), "second");
            Note stored = store.update(update);
            assertThat(stored.createdAt()).isEqualTo(CREATED);
            assertThat(stored.content()).isEqualTo("second");
            assertThat(store.find(account, note.id())).contains(stored);
        }

        @Test
        void whatIsNotThereCanBeDeletedButNotUpdated() {
            Note note = store.create(note("first"));
            store.delete(account, note.id());
            store.delete(account, note.id());
            assertThat(store.find(account, note.id())).isEmpty();
            assertProblem(Problem.NOT_FOUND, () -> store.update(later(note, 1, "second")));
            assertThat(store.total()).isZero();
        }

        @Test
        void ofUpdatesAtTheSameTimeTheNewestStays() throws Exception {
            Note note = store.create(note("0"));
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Callable<Note>> updates = new ArrayList<>();
                for (int millis = 1; millis <= 40; millis++) {
                    Note update = later(note, millis, String.valueOf(millis));
                    updates.add(() -> store.update(update));
                }
                for (Future<Note> stored : threads.invokeAll(updates)) {
                    assertThat(stored.get().content())
                            .isEqualTo(
                                    String.valueOf(stored.get().updatedAt().toEpochMilli() - CREATED.toEpochMilli()));
                }
            }
            assertThat(store.find(account, note.id())).contains(later(note, 40, "40"));
        }

        @Test
        void itIsMeasured() {
            assertThat(open.up()).isTrue();
            Note note = store.create(note("first"));
            store.find(account, note.id());
            assertThat(telemetry.export().series().stream().map(Series::labels))
                    .contains(List.of(store.name(), "create", "success"), List.of(store.name(), "get", "success"));
        }
    }
}
