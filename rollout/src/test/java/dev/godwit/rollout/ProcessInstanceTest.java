package dev.godwit.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.rollout.internal.LineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real child processes. */
@Timeout(30)
class ProcessInstanceTest {
    private static final String SERVES = "touch ready; while :; do sleep 0.05; done";

    @TempDir
    Path folder;

    private final TimeSource time = new SystemTime();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<ProcessInstance> started = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopAll() throws InterruptedException {
        for (ProcessInstance instance : started) {
            instance.stop(Duration.ZERO);
        }
    }

    @Test
    void itRunsSpeaksAndEndsWhenItIsAsked() throws InterruptedException {
        ProcessInstance instance = start("echo hello; echo oops >&2; trap 'echo bye; exit 0' TERM; " + SERVES);
        await().until(instance::ready);
        assertThat(instance.healthy()).isTrue();
        assertThat(instance.facts().processId().orElseThrow()).isPositive();
        assertThat(instance.facts().launchedAt()).isPresent();
        assertThat(instance.facts().lastWords()).isEmpty();
        instance.stop(Duration.ofSeconds(20));
        assertThat(instance.alive()).isFalse();
        assertThat(instance.ready()).isFalse();
        assertThat(lines).containsExactly("child hello", "child oops", "child bye");
        instance.stop(Duration.ofSeconds(20));
        instance.start();
        assertThat(instance.facts().restarts()).isZero();
    }

    @Test
    void itIsKilledWhenItDoesNotEnd() throws InterruptedException {
        ProcessInstance instance = start("trap '' TERM; " + SERVES);
        await().until(instance::ready);
        long start = time.monotonicNanos();
        instance.stop(Duration.ofMillis(300));
        assertThat(time.since(start)).isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
        assertThat(instance.alive()).isFalse();
        assertThat(instance.facts().lastWords()).startsWith("exit code 137");
    }

    @Test
    void itsLastWordsSayWhyItDied() {
        ProcessInstance instance = start("echo 'no configuration' >&2; echo 'giving up' >&2; exit 3");
        await().until(() -> !instance.alive());
        assertThat(instance.facts().lastWords()).isEqualTo("exit code 3: no configuration | giving up");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        ProcessInstance instance = instance(ProcessCommand.of(folder, "./no-such-program"));
        assertThatThrownBy(instance::start)
                .hasMessageContaining("no-such-program")
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.INSTANCE_NOT_READY));
        assertThat(instance.facts()).isEqualTo(InstanceFacts.NONE);
    }

    @Test
    void linesThatNeverEndComeInPieces() {
        ProcessInstance instance = start("head -c 20000 /dev/zero | tr '\\0' x");
        await().until(() -> !instance.alive());
        await().until(() -> lines.size() == 3);
        assertThat(lines.getFirst()).hasSize("child ".length() + LineReader.LENGTH_MAX);
    }

    @Test
    void whatIsKilledUnderTheWatchComesBackAsAnotherProcess() {
        ProcessInstance instance = start(SERVES);
        await().until(instance::ready);
        try (Watch watch = new Watch(time, new ThreadTasks(), new Town.Nobody())) {
            watch.add(instance);
            long first = instance.facts().processId().orElseThrow();
            kill(first);
            watch.suspect();
            await().until(() ->
                    instance.alive() && instance.facts().processId().orElseThrow() != first && instance.ready());
            assertThat(instance.facts().restarts()).isEqualTo(1);
        }
    }

    @Test
    void itNoticesTheDeathOfItsParent() throws IOException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString(),
                        "touch ready; cat > /dev/null; touch ended")
                .redirectErrorStream(true)
                .start();
        await().until(() -> Files.exists(folder.resolve("ready")));
        assertThat(folder.resolve("ended")).doesNotExist();
        kill(parent.pid());
        await().until(() -> Files.exists(folder.resolve("ended")));
    }

    /** A process with a child, to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws IOException {
            new ProcessInstance(
                            "child",
                            "1",
                            ProcessCommand.of(Path.of(arguments[0]), "sh", "-c", arguments[1]),
                            () -> true,
                            (name, line) -> {},
                            new SystemTime(),
                            new ThreadTasks())
                    .start();
            int end = System.in.read();
            assertThat(end).isEqualTo(-1);
        }
    }

    private static void kill(long processId) {
        assertThat(ProcessHandle.of(processId).orElseThrow().destroyForcibly()).isTrue();
    }

    private ProcessInstance start(String script) {
        ProcessInstance instance = instance(ProcessCommand.of(folder, "sh", "-c", script));
        instance.start();
        return instance;
    }

    private ProcessInstance instance(ProcessCommand command) {
        ProcessInstance instance = new ProcessInstance(
                "child",
                "1",
                command,
                () -> Files.exists(folder.resolve("ready")),
                (name, line) -> lines.add(name + " " + line),
                time,
                new ThreadTasks());
        started.add(instance);
        return instance;
    }
}
