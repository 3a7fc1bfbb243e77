package dev.godwit.notely.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.SystemTime;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.store.NoteStore;
import dev.godwit.notely.store.OpenStore;
import dev.godwit.notely.store.SqlNoteStore;
import dev.godwit.notely.store.StoreSettings;
import dev.godwit.notely.store.TestStores;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.notely.telemetry.Telemetry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy as a process: how it starts, and the ways in which it ends. */
class ProxyProcessTest {
    private static final Instant NOW = Instant.parse("2026-11-23T03:04:05.006Z");

    private final AccountDetails account = new AccountDetails(UUID.randomUUID(), false, Optional.empty());

    @TempDir
    private Path folder;

    private ProxySettings settings(NetworkDelay delay) throws Exception {
        StoreSettings legacy = TestStores.sqlite("legacy", folder);
        return new ProxySettings(
                StrategyName.LEGACY_ONLY, List.of(legacy), Optional.empty(), delay, Optional.empty(), "INFO");
    }

    private Note note() {
        return new Note(UUID.randomUUID(), account.accountId(), NOW, NOW, "hello");
    }

    @Test
    void endsWithTheInputOfTheProcessThatStartedIt() throws Exception {
        try (ProxyProcess proxy =
                ProxyProcess.start(folder, settings(NetworkDelay.NONE)).awaitReady()) {
            Note note = note();
            assertThat(proxy.client().createNote(account, note)).isEqualTo(note);
            assertThat(proxy.client().getNote(account, note.id())).isEqualTo(note);
            proxy.endInput();
            assertThat(proxy.exitCode()).isZero();
            assertThat(proxy.client().ready()).isFalse();
            assertThatThrownBy(() -> proxy.client().getNote(account, note.id()))
                    .isInstanceOf(ProxyUnreachableException.class);
        }
    }

    @Test
    void answersWhatIsUnderWayWhenItIsTerminated() throws Exception {
        Duration oneWay = Duration.ofMillis(400);
        ProxySettings settings = settings(new NetworkDelay(oneWay, oneWay));
        try (OpenStore legacy = OpenStore.open(settings.stores().getFirst());
                ProxyProcess proxy = ProxyProcess.start(folder, settings).awaitReady();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Note note = note();
            Future<Note> answer = threads.submit(() -> proxy.client().createNote(account, note));
            NoteStore store = new SqlNoteStore(legacy, new Telemetry(new SystemTime(), "test"));
            // Stored, and on its way back.
            Awaitility.await().until(() -> store.total() == 1);
            proxy.terminate();
            assertThat(answer.get()).isEqualTo(note);
            assertThat(proxy.exitCode()).isEqualTo(128 + 15);
        }
    }

    @Test
    void whatItHasAnsweredSurvivesAKill() throws Exception {
        ProxySettings settings = settings(NetworkDelay.NONE);
        Note note = note();
        try (ProxyProcess proxy = ProxyProcess.start(folder, settings).awaitReady()) {
            proxy.client().createNote(account, note);
            proxy.kill();
            proxy.exitCode();
        }
        try (ProxyProcess proxy = ProxyProcess.start(folder, settings).awaitReady()) {
            assertThat(proxy.client().getNote(account, note.id())).isEqualTo(note);
        }
    }

    @Test
    void saysInOneLineWhyItCanNotStart() throws Exception {
        try (ProxyProcess proxy = ProxyProcess.startWithoutSettings(folder, 1)) {
            assertThat(proxy.exitCode()).isEqualTo(1);
            assertThat(proxy.said()).singleElement().asString().contains("proxy 7 can't start", "settings.json");
        }
        try (ServerSocket taken = new ServerSocket(0)) {
            settings(NetworkDelay.NONE).write(folder, 7);
            try (ProxyProcess proxy = ProxyProcess.startWithoutSettings(folder, taken.getLocalPort())) {
                assertThat(proxy.exitCode()).isEqualTo(1);
                assertThat(proxy.said())
                        .last()
                        .asString()
                        .contains("proxy 7 can't start", "127.0.0.1:" + taken.getLocalPort());
            }
        }
    }

    @Test
    void settingsAreReadAsTheyWereWrittenByTheirOwnerOnly() throws Exception {
        ProxySettings settings = settings(new NetworkDelay(Duration.ofMillis(1), Duration.ofMillis(5)));
        settings.write(folder, 1);
        assertThat(ProxySettings.read(folder, 1)).isEqualTo(settings);
        Path file = ProxySettings.folder(folder, 1).resolve("settings.json");
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        Files.writeString(file, "{\"strategy\":\"none\"}");
        assertThatThrownBy(() -> ProxySettings.read(folder, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("settings.json");
    }
}
