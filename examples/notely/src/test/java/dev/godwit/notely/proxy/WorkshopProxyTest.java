package dev.godwit.notely.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.store.StoreSettings;
import dev.godwit.notely.store.TestStores;
import dev.godwit.notely.strategy.ExerciseClass;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.notely.telemetry.TelemetryExport.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import javax.tools.ToolProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The strategies that are written by hand, behind a proxy: alone, each of them is right. */
class WorkshopProxyTest {
    private static final Instant NOW = Instant.parse("2026-11-23T03:04:05.006Z");

    private final UUID accountId = UUID.randomUUID();
    private final AccountDetails resting = new AccountDetails(accountId, false, Optional.empty());
    private List<StoreSettings> stores = List.of();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeStores() throws Exception {
        stores = List.of(
                TestStores.sqlite("legacy", folder),
                TestStores.sqlite("new", folder),
                TestStores.sqlite("second", folder));
    }

    private Proxy start(StrategyName strategy, NetworkDelay delay) throws IOException {
        ProxySettings settings = new ProxySettings(
                strategy, stores, Optional.empty(), delay, Optional.of(folder.resolve("classes")), "WARN");
        return Proxy.start(new ProxyOptions(1, 0, folder), settings);
    }

    private static ProxyClient ready(Proxy proxy) {
        ProxyClient client = new ProxyClient("127.0.0.1", proxy.port());
        Awaitility.await().until(client::ready);
        return client;
    }

    private Note note() {
        return new Note(UUID.randomUUID(), accountId, NOW, NOW, "hello");
    }

    private static Note newer(Note note) {
        return new Note(note.id(), note.creator(), NOW, note.updatedAt().plusMillis(1), "changed");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GODWIT")
    void servesUsersWhenItIsAlone(StrategyName strategy) throws IOException {
        compileExercise();
        try (Proxy proxy = start(strategy, NetworkDelay.NONE);
                ProxyClient client = ready(proxy)) {
            List<StrictUser> users = LongStream.range(0, 2)
                    .mapToObj(seed -> new StrictUser(client, seed))
                    .toList();
            for (int step = 0; step < 15; step++) {
                users.forEach(StrictUser::step);
            }
            users.forEach(StrictUser::checkAll);
            long notes = users.stream().mapToLong(StrictUser::count).sum();
            assertThat(client.totalNotes()).isEqualTo(notes);
            assertThat(client.exportShardStats().notes().values().stream().mapToLong(Long::longValue))
                    .hasSize(3)
                    .contains(notes);
        }
    }

    @Test
    void aNoteOfAMigratingAccountMovesWhenItIsWritten() throws IOException {
        AccountDetails migrating = new AccountDetails(accountId, true, Optional.empty());
        moves(StrategyName.MIGRATE_ON_UPDATE, migrating, "legacy", "new");
    }

    @Test
    void aNoteOfAMigratingAccountMovesToItsShardWhenItIsWritten() throws IOException {
        AccountDetails migrating = new AccountDetails(accountId, true, Optional.of("second"));
        moves(StrategyName.SHARD_ON_UPDATE, migrating, "new", "second");
    }

    private void moves(StrategyName strategy, AccountDetails migrating, String from, String to) throws IOException {
        try (Proxy proxy = start(strategy, NetworkDelay.NONE);
                ProxyClient client = ready(proxy)) {
            Note first = client.createNote(resting, note());
            Note second = client.createNote(resting, note());
            assertThat(client.exportShardStats().notes()).containsEntry(from, 2L);
            assertThat(client.getNote(migrating, first.id())).isEqualTo(first);
            assertThat(client.updateNote(migrating, newer(first))).isEqualTo(newer(first));
            assertThat(client.exportShardStats().notes())
                    .containsEntry(from, 1L)
                    .containsEntry(to, 1L);
            assertThat(client.updateNote(migrating, first)).isEqualTo(newer(first));
            assertThat(client.listNotes(migrating)).containsExactlyInAnyOrder(first.id(), second.id());
            assertThat(client.countNotes(migrating)).isEqualTo(2);
            assertThat(client.totalNotes()).isEqualTo(2);
            client.deleteNote(migrating, first.id());
            client.deleteNote(migrating, second.id());
            assertThat(client.totalNotes()).isZero();
            assertProblem(Problem.NOT_FOUND, () -> client.updateNote(migrating, newer(first)));
        }
    }

    @Test
    void callsAreMadeOneAtATimeAndTheirWaitingIsCounted() throws Exception {
        try (Proxy proxy = start(StrategyName.LEGACY_ONLY, NetworkDelay.NONE);
                ProxyClient client = ready(proxy);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Note>> answers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                answers.add(threads.submit(() -> client.createNote(resting, note())));
            }
            for (Future<Note> answer : answers) {
                answer.get();
            }
            assertThat(client.exportShardStats().telemetry().series().stream().map(Series::labels))
                    .contains(List.of("1", "CreateNote", "contention"), List.of("1", "CreateNote", "success"));
        }
    }

    @Test
    void aCallTakesAsLongAsTheNetworkLets() throws IOException {
        Duration oneWay = Duration.ofMillis(50);
        try (Proxy proxy = start(StrategyName.LEGACY_ONLY, new NetworkDelay(oneWay, oneWay));
                ProxyClient client = ready(proxy)) {
            long begun = System.nanoTime();
            client.totalNotes();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(oneWay.multipliedBy(2));
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() throws IOException {
        try (Proxy proxy = start(StrategyName.SHARD_ON_UPDATE, NetworkDelay.NONE);
                ProxyClient client = ready(proxy)) {
            assertProblem(Problem.INVALID, () -> client.createNote(resting, with("")));
            assertProblem(Problem.INVALID, () -> client.createNote(resting, with("x".repeat(Note.CONTENT_MAX + 1))));
            assertProblem(Problem.INVALID, () -> client.createNote(resting, with("a\0b")));
            AccountDetails nowhere = new AccountDetails(accountId, false, Optional.of("nowhere"));
            assertProblem(Problem.INVALID, () -> client.createNote(nowhere, note()));
            AccountDetails stranger = new AccountDetails(UUID.randomUUID(), false, Optional.empty());
            assertProblem(Problem.INVALID, () -> client.createNote(stranger, note()));
            Note longest = with("🪿".repeat(Note.CONTENT_MAX));
            assertThat(client.createNote(resting, longest)).isEqualTo(longest);
            assertProblem(Problem.EXISTS, () -> client.createNote(resting, newer(longest)));
        }
    }

    @Test
    void theRestGoesOnWhenAStoreIsDown() throws IOException {
        stores = List.of(
                stores.getFirst(),
                new StoreSettings("new", "jdbc:sqlite:" + folder.resolve("gone.db"), Optional.empty()));
        AccountDetails migrating = new AccountDetails(accountId, true, Optional.empty());
        try (Proxy proxy = start(StrategyName.MIGRATE_ON_UPDATE, NetworkDelay.NONE);
                ProxyClient client = ready(proxy)) {
            assertThat(client.healthCheck())
                    .containsExactly(new StoreHealth("legacy", true), new StoreHealth("new", false));
            Note note = client.createNote(resting, note());
            assertThat(client.getNote(resting, note.id())).isEqualTo(note);
            assertProblem(Problem.STORE_DOWN, () -> client.getNote(migrating, note.id()));
            assertThat(client.exportShardStats().notes()).isEqualTo(Map.of("legacy", 1L));
        }
    }

    @Test
    void anExerciseThatIsNoneIsNotStarted() throws IOException {
        assertThatThrownBy(() -> start(StrategyName.EXERCISE, NetworkDelay.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no " + ExerciseClass.NAME + ".class");
        Path source = folder.resolve("Exercise.java");
        Files.writeString(source, "public class Exercise {}");
        compile(source);
        assertThatThrownBy(() -> start(StrategyName.EXERCISE, NetworkDelay.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("the class Exercise does not implement NoteService");
    }

    @Test
    void godwitWantsAControlPlane() {
        assertThatThrownBy(() -> start(StrategyName.GODWIT, NetworkDelay.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no control plane");
    }

    private Note with(String content) {
        return new Note(UUID.randomUUID(), accountId, NOW, NOW, content);
    }

    /** As the tutorial gives it to its readers. */
    private void compileExercise() throws IOException {
        compile(Path.of("exercise", "Exercise.java"));
    }

    private void compile(Path source) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int problems = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-Werror",
                        "-Xlint:all,-classfile,-processing,-path",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(problems).isZero();
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NoteException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
