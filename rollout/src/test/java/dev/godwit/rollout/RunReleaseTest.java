package dev.godwit.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.SystemTime;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.WorkflowEnd;
import dev.godwit.engine.Workflows;
import dev.godwit.rollout.ReleaseStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Releases as the engine runs them, under the requests of several threads. */
@Timeout(30)
class RunReleaseTest {
    private static final int CLIENTS = 3;

    @TempDir
    Path folder;

    private final TimeSource time = new SystemTime();
    private final Tasks tasks = new ThreadTasks();
    private final Fleet<FakeInstance> fleet = new Fleet<>(time, tasks, new Town.Nobody());
    private final SharedChance chance = new SharedChance(5);
    private final AtomicBoolean end = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<Tasks.Task> clients = new ArrayList<>();
    private Workflows workflows;

    @BeforeEach
    void firstVersion() throws InterruptedException {
        workflows = Workflows.open(EngineSettings.of("test", "jdbc:sqlite:" + folder.resolve("releases.db")));
        assertThat(run(release("1", ReleaseKind.ROLLING, version("1")))).isEqualTo(WorkflowEnd.DONE);
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(tasks.start("client", this::askUntilTheEnd));
        }
    }

    @AfterEach
    void everybodyGotAnAnswer() throws InterruptedException {
        end.set(true);
        for (Tasks.Task client : clients) {
            client.join();
        }
        fleet.close();
        workflows.close();
        assertThat(unanswered).hasValue(0);
        assertThat(answered.get()).isGreaterThan(100);
    }

    @Test
    void itIsDoneStepByStep() throws InterruptedException {
        Release<FakeInstance> release = release("2", ReleaseKind.WEIGHTED, version("2"));
        assertThat(run(release)).isEqualTo(WorkflowEnd.DONE);
        assertThat(release.status().state()).isEqualTo(State.DONE);
        assertThat(workflows.status("release-2").stepsDone()).isEqualTo(8);
        assertThat(workflows.journal("release-2", 50))
                .extracting(JournalEntry::message)
                .contains("version 2 is ready", "version 1 has no more requests", "version 1 is stopped");
        assertThat(fleet.traffic().shares())
                .singleElement()
                .extracting(VersionShare::version)
                .isEqualTo("2");
    }

    @Test
    void aVersionThatCannotStartIsTakenBack() throws InterruptedException {
        ServiceVersion<FakeInstance> broken = version("2");
        broken.service().diesAtStart = true;
        Release<FakeInstance> release = release("2", ReleaseKind.ROLLING, broken);
        assertThat(run(release)).isEqualTo(WorkflowEnd.UNDONE);
        assertThat(release.status().state()).isEqualTo(State.TAKEN_BACK);
        assertThat(release.status().reason()).contains("died before it was ready");
        assertThat(fleet.current().map(ServiceVersion::version)).contains("1");
    }

    @Test
    void aVersionThatAnswersMirroredRequestsDifferentlyIsTakenBackBeforeItServesAnybody() throws InterruptedException {
        Release<FakeInstance> release = release("2", ReleaseKind.SHADOW, version("2"));
        assertThat(run(release)).isEqualTo(WorkflowEnd.UNDONE);
        assertThat(release.status().reason()).contains("answers that differ", "1 was answered, the new version says 2");
        assertThat(fleet.shadow().active()).isFalse();
    }

    @Test
    void somebodyCanTakeItBackInTheMiddle() throws InterruptedException {
        Release<FakeInstance> release = release("2", ReleaseKind.ROLLING, version("2"), Duration.ofMinutes(5));
        Tasks.Task runner = tasks.start("release", () -> {
            try {
                run(release);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await(release, State.OBSERVING);
        Release<FakeInstance> other = release("3", ReleaseKind.ROLLING, version("3"));
        Optional<GodwitException> refusal = refusal(other);
        assertThat(refusal.map(GodwitException::code)).contains(ErrorCode.RELEASE_UNDER_WAY);
        workflows.undo("release-2", "not today");
        runner.join();
        assertThat(release.status().state()).isEqualTo(State.TAKEN_BACK);
        assertThat(refusal(other)).isEmpty();
    }

    private Optional<GodwitException> refusal(Release<FakeInstance> release) {
        try {
            fleet.begin(release);
            fleet.end(release);
            return Optional.empty();
        } catch (GodwitException e) {
            return Optional.of(e);
        }
    }

    private void await(Release<FakeInstance> release, State wanted) throws InterruptedException {
        while (true) {
            long seen = release.changes().version();
            if (release.status().state() == wanted) {
                return;
            }
            release.changes().await(seen, Duration.ofSeconds(20));
        }
    }

    private ServiceVersion<FakeInstance> version(String name) {
        FakeInstance instance = new FakeInstance(name, time);
        instance.startTime = Duration.ofMillis(50);
        return new ServiceVersion<>(instance, instance);
    }

    private Release<FakeInstance> release(String number, ReleaseKind kind, ServiceVersion<FakeInstance> next) {
        return release(number, kind, next, Duration.ofMillis(300));
    }

    private Release<FakeInstance> release(
            String number, ReleaseKind kind, ServiceVersion<FakeInstance> next, Duration overlap) {
        String name = "release-" + number;
        return fleet.release(
                name, kind, ReleaseSettings.DEFAULT.withOverlap(overlap), next, reason -> workflows.undo(name, reason));
    }

    private WorkflowEnd run(Release<FakeInstance> release) throws InterruptedException {
        return workflows.run(release.workflow());
    }

    private void askUntilTheEnd() {
        while (!end.get()) {
            try (Passage<FakeInstance> passage = fleet.traffic().enter(chance).orElseThrow()) {
                String answer = passage.service().ask();
                time.sleep(Duration.ofMillis(1));
                passage.succeeded();
                answered.incrementAndGet();
                fleet.shadow().offer(passage.service(), FakeInstance::ask, answer);
            } catch (RuntimeException e) {
                unanswered.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
