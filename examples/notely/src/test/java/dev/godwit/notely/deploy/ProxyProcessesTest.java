package dev.godwit.notely.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.proxy.NetworkDelay;
import dev.godwit.notely.proxy.ProxyMain;
import dev.godwit.notely.proxy.ProxyOptions;
import dev.godwit.notely.proxy.ProxySettings;
import dev.godwit.notely.store.NoteSchema;
import dev.godwit.notely.store.StoreSettings;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.rollout.SharedChance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real proxies, in processes of their own. */
@Timeout(120)
class ProxyProcessesTest {
    private static final AccountDetails ACCOUNT = new AccountDetails(new UUID(0, 1), false, Optional.empty());
    private static final Note NOTE =
            new Note(new UUID(0, 7), ACCOUNT.accountId(), Instant.EPOCH, Instant.EPOCH, "hello");

    @TempDir
    Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** What the launcher's Main does with these arguments. */
    static final class Entrance {
        private Entrance() {}

        public static void main(String[] arguments) {
            List<String> words = List.of(arguments);
            assertThat(words.getFirst()).isEqualTo("--proxy");
            int id = Integer.parseInt(words.get(words.indexOf("--proxy-id") + 1));
            int port = Integer.parseInt(words.get(words.indexOf("--proxy-port") + 1));
            Path data = Path.of(words.get(words.indexOf("--data-dir") + 1));
            System.exit(ProxyMain.run(new ProxyOptions(id, port, data)));
        }
    }

    @Test
    void aProxyIsKilledReplacedByTheReadersOwnAndKeptWhenThatDoesNotCompile() throws Exception {
        Path exercise = folder.resolve("Exercise.java");
        Files.writeString(exercise, "public class Exercise { int wrong = \"text\"; }");
        List<StoreSettings> stores = List.of(store("legacy"), store("new"));
        for (StoreSettings store : stores) {
            NoteSchema.make(store);
        }
        try (DeploymentController controller = controller(exercise, stores)) {
            controller.startFirst();
            NoteService service = controller.proxies().telling(version -> {});
            assertThat(service.createNote(ACCOUNT, NOTE)).isEqualTo(NOTE);
            kill(controller);
            assertThat(service.getNote(ACCOUNT, NOTE.id())).isEqualTo(NOTE);
            assertThat(controller.status().current().orElseThrow().facts().restarts())
                    .isEqualTo(1);
            await().until(() -> controller.status().state() == DeploymentState.READY);
            assertThatThrownBy(() -> controller.deploy(Optional.empty(), Optional.of("exercise")))
                    .hasMessageContaining("Exercise.java:1: incompatible types");
            assertThat(controller.status().current().orElseThrow().version()).isEqualTo(1);
            Files.writeString(exercise, SOLUTION);
            controller.deploy(Optional.empty(), Optional.of("exercise"));
            await().until(() -> controller.status().state() == DeploymentState.READY);
            assertThat(controller.status().current().orElseThrow().version()).isEqualTo(3);
            assertThat(service.countNotes(ACCOUNT)).isEqualTo(4_711);
        }
        assertThat(lines).isNotEmpty();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private DeploymentController controller(Path exercise, List<StoreSettings> stores) {
        SystemTime time = new SystemTime();
        ThreadTasks tasks = new ThreadTasks();
        ProxyProcesses proxies = new ProxyProcesses(
                new ProxyProcesses.Parts(
                        folder,
                        (strategy, classes) -> new ProxySettings(
                                strategy, stores, Optional.empty(), NetworkDelay.NONE, classes, "INFO"),
                        exercise,
                        List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"),
                        (proxy, line) -> lines.add(proxy + ": " + line),
                        time,
                        tasks),
                Entrance.class.getName());
        return new DeploymentController(
                new DeploymentSettings(folder, StrategyName.LEGACY_ONLY, Duration.ofMillis(200)),
                proxies,
                new SharedChance(1),
                time,
                tasks);
    }

    private StoreSettings store(String name) {
        return new StoreSettings(name, "jdbc:sqlite:" + folder.resolve(name + ".db"), Optional.empty());
    }

    private static void kill(DeploymentController controller) {
        long processId =
                controller.status().current().orElseThrow().facts().processId().orElseThrow();
        assertThat(ProcessHandle.of(processId).orElseThrow().destroyForcibly()).isTrue();
    }

    private static final String SOLUTION = """
            import dev.godwit.notely.note.*;
            import dev.godwit.notely.strategy.NoteStores;
            import java.util.*;

            public class Exercise implements NoteService {
                public Exercise(NoteStores stores) {}
                public List<UUID> listNotes(AccountDetails account) { return List.of(); }
                public Note getNote(AccountDetails account, UUID note) { throw new UnsupportedOperationException(); }
                public Note createNote(AccountDetails account, Note note) { return note; }
                public Note updateNote(AccountDetails account, Note note) { return note; }
                public void deleteNote(AccountDetails account, UUID note) {}
                public long countNotes(AccountDetails account) { return 4711; }
                public long totalNotes() { return 4711; }
            }
            """;
}
