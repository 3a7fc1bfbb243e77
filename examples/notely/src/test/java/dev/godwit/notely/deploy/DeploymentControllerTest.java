package dev.godwit.notely.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.Workflows;
import dev.godwit.notely.api.DeploymentRefusedException;
import dev.godwit.notely.api.DeploymentRefusedException.Why;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.rollout.ServiceVersion;
import dev.godwit.rollout.SharedChance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DeploymentControllerTest {
    private static final Duration OVERLAP = Duration.ofMillis(400);
    private static final AccountDetails ACCOUNT = new AccountDetails(new UUID(0, 1), false, Optional.empty());
    private static final Note NOTE =
            new Note(new UUID(0, 7), ACCOUNT.accountId(), Instant.EPOCH, Instant.EPOCH, "hello");

    @TempDir
    Path folder;

    private final TimeSource time = new SystemTime();
    private final Map<UUID, Note> notes = new ConcurrentHashMap<>(Map.of(NOTE.id(), NOTE));
    private final List<MemoryProxy> prepared = new ArrayList<>();
    private final List<Integer> answeredBy = new ArrayList<>();
    private Optional<String> cannotBuild = Optional.empty();
    private boolean nextDies;
    private DeploymentController controller;
    private NoteService service;

    private final class MemoryProxies implements ProxyFactory {
        @Override
        public int nextVersion() {
            return prepared.size() + 1;
        }

        @Override
        public ServiceVersion<NoteService> prepare(int version, StrategyName strategy) {
            if (cannotBuild.isPresent()) {
                throw new DeploymentRefusedException(Why.NOT_STARTED, cannotBuild.get());
            }
            MemoryProxy proxy = new MemoryProxy(version, notes);
            proxy.diesAtStart = nextDies;
            prepared.add(proxy);
            return proxy.asVersion();
        }
    }

    @BeforeEach
    void start() throws InterruptedException {
        controller = controller();
        service = controller.proxies().telling(answeredBy::add);
        assertThat(controller.status().state()).isEqualTo(DeploymentState.INITIAL);
        controller.startFirst();
        awaitState(DeploymentState.READY);
    }

    private DeploymentController controller() {
        return new DeploymentController(
                new DeploymentSettings(folder, StrategyName.LEGACY_ONLY, OVERLAP),
                new MemoryProxies(),
                new SharedChance(3),
                time,
                new ThreadTasks());
    }

    @AfterEach
    void stop() {
        controller.close();
        assertThat(prepared).noneMatch(MemoryProxy::alive);
    }

    @Test
    void theNextVersionTakesOverAndTheStatusSaysHowFarItIs() throws InterruptedException {
        assertThat(service.getNote(ACCOUNT, NOTE.id())).isEqualTo(NOTE);
        assertThat(answeredBy).containsExactly(1);
        controller.deploy(Optional.empty(), Optional.of("migrate-on-update"));
        DeploymentStatus during = controller.status();
        assertThat(during.state()).isEqualTo(DeploymentState.ROLLOUT_WAIT);
        assertThat(during.left()).isBetween(Duration.ofMillis(1), OVERLAP);
        assertThat(during.current().orElseThrow().version()).isEqualTo(2);
        assertThat(during.current().orElseThrow().strategy()).isEqualTo(StrategyName.MIGRATE_ON_UPDATE);
        assertThat(during.current().orElseThrow().state()).isEqualTo("ready");
        assertThat(during.previous().orElseThrow().version()).isEqualTo(1);
        assertThatThrownBy(() -> controller.deploy(Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(
                        DeploymentRefusedException.class,
                        refusal -> assertThat(refusal.why()).isEqualTo(Why.UNDER_WAY));
        awaitState(DeploymentState.READY);
        assertThat(controller.status().failure()).isEmpty();
        assertThat(controller.status().progress()).isEqualTo(1);
        assertThat(controller.status().current().orElseThrow().weight()).isEqualTo(100);
        assertThat(controller.status().previous().orElseThrow().state()).isEqualTo("stopped");
        assertThat(prepared.getFirst().alive()).isFalse();
        answeredBy.clear();
        service.listNotes(ACCOUNT);
        assertThat(answeredBy).containsExactly(2);
        controller.deploy(Optional.of("blue-green"), Optional.empty());
        assertThat(controller.status().current().orElseThrow().strategy()).isEqualTo(StrategyName.MIGRATE_ON_UPDATE);
    }

    @Test
    void aVersionThatDoesNotStartReplacesNothing() throws InterruptedException {
        nextDies = true;
        refused(Optional.empty(), Optional.empty(), Why.NOT_STARTED, "exit code 1: no store");
        assertThat(controller.status().state()).isEqualTo(DeploymentState.FAILED);
        assertThat(controller.status().failure().orElseThrow()).contains("proxy 2 died before it was ready");
        assertThat(controller.status().current().orElseThrow().version()).isEqualTo(1);
        assertThat(service.countNotes(ACCOUNT)).isEqualTo(1);
        nextDies = false;
        controller.deploy(Optional.empty(), Optional.empty());
        awaitState(DeploymentState.READY);
        assertThat(controller.status().current().orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void aVersionThatIsNotBuiltReplacesNothing() {
        cannotBuild = Optional.of("Exercise.java:7: ';' expected");
        refused(Optional.empty(), Optional.of("exercise"), Why.NOT_STARTED, "Exercise.java:7: ';' expected");
        assertThat(controller.status().state()).isEqualTo(DeploymentState.FAILED);
        assertThat(controller.status().failure()).isEqualTo(cannotBuild);
        assertThat(controller.status().current().orElseThrow().state()).isEqualTo("ready");
    }

    @Test
    void whatThereIsNotIsRefused() {
        refused(Optional.of("sideways"), Optional.empty(), Why.INVALID, "rolling, blue-green, weighted, shadow");
        refused(Optional.empty(), Optional.of("best"), Why.INVALID, "legacy-only");
        refused(Optional.empty(), Optional.of("godwit"), Why.INVALID, "for Godwit or for the workshop");
        assertThat(controller.status().state()).isEqualTo(DeploymentState.READY);
    }

    @Test
    void aProxyThatDiesInTheMiddleCostsACallerOnlyTime() {
        prepared.getFirst().crash();
        assertThat(service.updateNote(ACCOUNT, NOTE)).isEqualTo(NOTE);
        assertThat(controller.status().current().orElseThrow().facts().restarts())
                .isEqualTo(1);
        prepared.getFirst().refusals.set(1);
        service.deleteNote(ACCOUNT, NOTE.id());
        assertThat(notes).isEmpty();
    }

    @Test
    void refusalsThatPassAreWaitedForAndOthersAreAnswers() {
        prepared.getFirst().refusal = Optional.of(Problem.HELD);
        prepared.getFirst().refusals.set(3);
        assertThat(service.createNote(ACCOUNT, NOTE)).isEqualTo(NOTE);
        prepared.getFirst().refusal = Optional.of(Problem.STORE_DOWN);
        prepared.getFirst().refusals.set(1);
        assertThatThrownBy(() -> service.totalNotes()).isInstanceOf(NoteException.class);
        int calls = prepared.getFirst().calls.get();
        assertThatThrownBy(() -> service.getNote(ACCOUNT, new UUID(0, 9))).isInstanceOf(NoteException.class);
        assertThat(prepared.getFirst().calls).hasValue(calls + 1);
    }

    @Test
    void aVersionThatAnswersOtherwiseIsNoticedBeforeItServesAnybody() throws InterruptedException {
        controller.deploy(Optional.of("shadow"), Optional.empty());
        prepared.getLast().forgetful = true;
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            service.getNote(ACCOUNT, NOTE.id());
            return controller.status().state() == DeploymentState.FAILED;
        });
        assertThat(controller.status().failure().orElseThrow()).contains("answers that differ", "NOT_FOUND");
        assertThat(answeredBy).containsOnly(1);
        assertThat(controller.status().current().orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void aReleaseThatTheEndOfTheProcessInterruptsIsEndedByTheNextOne() throws InterruptedException {
        controller.deploy(Optional.empty(), Optional.empty());
        assertThat(controller.status().state()).isEqualTo(DeploymentState.ROLLOUT_WAIT);
        controller.close();
        assertThat(records(ReleaseRecords::open)).containsExactly("release-2");

        controller = controller();
        controller.startFirst();
        awaitState(DeploymentState.READY);
        assertThat(controller.status().step())
                .contains("release-2 was under way when Notely ended", "version 3 was started instead");
        assertThat(controller.status().failure()).isEmpty();
        await().until(() -> records(ReleaseRecords::open).isEmpty());
        controller.deploy(Optional.empty(), Optional.empty());
        awaitState(DeploymentState.READY);
        assertThat(controller.status().step()).isEmpty();
        assertThat(records(ReleaseRecords::newest)).isEqualTo(4);
    }

    private <A> A records(Function<ReleaseRecords, A> question) {
        try (Workflows workflows =
                Workflows.open(EngineSettings.of("test", "jdbc:sqlite:" + folder.resolve("deployments.db")))) {
            return question.apply(new ReleaseRecords(workflows));
        }
    }

    private void refused(Optional<String> rollout, Optional<String> strategy, Why why, String reason) {
        assertThatThrownBy(() -> controller.deploy(rollout, strategy))
                .hasMessageContaining(reason)
                .isInstanceOfSatisfying(
                        DeploymentRefusedException.class,
                        refusal -> assertThat(refusal.why()).isEqualTo(why));
    }

    private void awaitState(DeploymentState state) {
        await().until(() -> controller.status().state() == state);
    }
}
