package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.Signal;
import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.Workflow;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workflows that users write, by their public face. */
class WorkflowsTest {
    @TempDir
    Path folder;

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @EnumSource
    void aWorkflowIsRunUndoneAndBegunAgain(ControlPlace place) throws InterruptedException {
        try (Workflows workflows = Workflows.open(place.settings(folder))) {
            Workflow workflow = workflow(step("one"), step("two"));
            assertThat(workflows.run(workflow)).isEqualTo(WorkflowEnd.DONE);
            assertThat(workflows.run(workflow)).isEqualTo(WorkflowEnd.DONE);
            workflows.undo("mine", "a test");
            assertThat(workflows.run(workflow)).isEqualTo(WorkflowEnd.UNDONE);
            assertThat(workflows.run(workflow)).isEqualTo(WorkflowEnd.UNDONE);
            workflows.resume("mine", "tester");
            assertThat(workflows.run(workflow)).isEqualTo(WorkflowEnd.DONE);
            assertThat(done).containsExactly("one", "two", "undo two", "undo one", "one", "two");
            assertThat(workflows.names()).containsExactly("mine");
            assertThat(workflows.journal("mine", 100))
                    .extracting(JournalEntry::message)
                    .contains("ended: DONE", "to be undone: a test", "ended: UNDONE", "resumed by tester");
        }
    }

    @Test
    void whatPassesByItselfIsTriedAgainAndAllElseWaitsForAPerson() {
        AtomicInteger attempts = new AtomicInteger();
        Workflow workflow = workflow(Step.of(
                "moody",
                "Fail twice",
                context -> {
                    switch (attempts.incrementAndGet()) {
                        case 1 -> throw new IllegalStateException(new SQLException("lock timeout", "55P03"));
                        case 2 -> throw new SQLException("syntax error", "42601");
                        default -> done.add("moody");
                    }
                },
                context -> done.contains("moody"),
                Reversal.undo("Nothing", context -> {})));
        try (Workflows workflows = open("one", new SystemTime())) {
            CompletableFuture<WorkflowEnd> end = start(workflows, workflow);
            await().untilAsserted(
                            () -> assertThat(workflows.status("mine").flags().attention())
                                    .hasValueSatisfying(reason ->
                                            assertThat(reason).startsWith("STEP_FAILED: step moody: syntax error")));
            assertThat(attempts).hasValue(2);
            workflows.resume("mine", "tester");
            assertThat(end.join()).isEqualTo(WorkflowEnd.DONE);
        }
    }

    @Test
    void aStepRemembersAcrossRunsAndShowsHowFarItIs() {
        CountDownLatch looked = new CountDownLatch(1);
        Workflow workflow = workflow(Step.of(
                        "count",
                        "Count to a thousand",
                        context -> {
                            int from =
                                    context.remembered().map(Integer::parseInt).orElse(0);
                            done.add("from " + from);
                            for (int number = from; number < 1_000; number++) {
                                context.progress(number, 1_000);
                                context.remember(Integer.toString(number));
                                context.awaitNotPaused();
                                if (number > 20 && looked.getCount() > 0) {
                                    context.time().sleep(Duration.ofMillis(50));
                                }
                            }
                            done.add("all");
                        },
                        context -> done.contains("all"),
                        Reversal.undo("Nothing", context -> {})))
                .due(Instant.EPOCH);
        try (Workflows workflows = open("one", new SystemTime())) {
            CompletableFuture<WorkflowEnd> end = start(workflows, workflow);
            await().untilAsserted(() -> {
                WorkflowStatus status = workflows.status("mine");
                assertThat(status.perSecond()).isPositive();
                assertThat(status.estimatedEnd()).isPresent();
                assertThat(status.total()).isEqualTo(1_000);
                assertThat(status.alarms()).containsExactly("the deadline 1970-01-01T00:00:00Z has passed");
            });
            workflows.stop();
            assertThat(end.join()).isEqualTo(WorkflowEnd.STOPPED);
            assertThat(workflows.status("mine").state()).isEqualTo("waiting");
            looked.countDown();
            assertThat(start(workflows, workflow).join()).isEqualTo(WorkflowEnd.DONE);
            assertThat(done)
                    .hasSize(3)
                    .startsWith("from 0")
                    .doesNotContain("from 1")
                    .endsWith("all");
        }
    }

    /** The first process is not dead, it has only slept: the clock of the second one is ahead. */
    @Test
    void whoHasLostAWorkflowCantWriteAStepDown() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch asleep = new CountDownLatch(1);
        Workflow sleepy = workflow(Step.of(
                "one",
                "Sleep",
                context -> {
                    inside.countDown();
                    asleep.await();
                    done.add("one of the sleeper");
                },
                context -> true,
                Reversal.undo("Nothing", context -> {})));
        try (Workflows first = open("first", new SystemTime());
                Workflows second = open("second", new Ahead())) {
            CompletableFuture<WorkflowEnd> sleeper = start(first, sleepy);
            await().until(() -> inside.getCount() == 0);
            assertThat(start(second, workflow(step("one"), step("two"))).join()).isEqualTo(WorkflowEnd.DONE);
            asleep.countDown();
            assertThat(sleeper.join()).isEqualTo(WorkflowEnd.STOPPED);
            assertThat(first.status("mine").stepsDone()).isEqualTo(2);
        }
    }

    @Test
    void stepsThatHaveBegunAndNamesOfOthersAreKept() throws InterruptedException {
        try (Workflows workflows = open("one", new SystemTime())) {
            assertThat(workflows.run(workflow(step("one"), step("two")))).isEqualTo(WorkflowEnd.DONE);
            refused(ErrorCode.STEPS_CHANGED, () -> workflows.run(workflow(step("one"), step("three"))));
            refused(ErrorCode.MIGRATION_NOT_FOUND, () -> workflows.status("yours"));
            refused(ErrorCode.INVALID_NAME, () -> workflows.run(new Workflow("Not A Name", List.of())));
            refused(ErrorCode.FORBIDDEN_TRANSITION, () -> workflows.pause("mine", "too late"));
        }
    }

    @Test
    void nothingIsUndoneOnceAStepWithoutAWayBackHasBegun() throws InterruptedException {
        Step last = Step.of(
                "last",
                "Burn it",
                context -> done.add("last"),
                context -> done.contains("last"),
                Reversal.pointOfNoReturn("it is ash"));
        try (Workflows workflows = open("one", new SystemTime())) {
            assertThat(workflows.run(workflow(step("one"), last))).isEqualTo(WorkflowEnd.DONE);
            refused(ErrorCode.POINT_OF_NO_RETURN, () -> workflows.undo("mine", "regret"));
        }
    }

    private static void refused(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        GodwitException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    private static CompletableFuture<WorkflowEnd> start(Workflows workflows, Workflow workflow) {
        // Each in a thread of its own: the common pool of a small machine has only one.
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return workflows.run(workflow);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                work -> new ThreadTasks().start("run", work));
    }

    private Workflows open(String server, TimeSource time) {
        EngineSettings settings = EngineSettings.of(server, "jdbc:sqlite:" + folder.resolve("workflows.db"));
        return Workflows.open(settings, time, new ThreadTasks());
    }

    private static Workflow workflow(Step... steps) {
        return new Workflow("mine", List.of(Stage.of("all", steps)));
    }

    private Step step(String name) {
        return Step.of(
                name,
                "Note " + name,
                context -> done.add(name),
                context -> done.lastIndexOf(name) > done.lastIndexOf("undo " + name),
                Reversal.undo("Note it", context -> done.add("undo " + name)));
    }

    /** A clock whose wall is an hour ahead. */
    private static final class Ahead implements TimeSource {
        private final TimeSource real = new SystemTime();

        @Override
        public long monotonicNanos() {
            return real.monotonicNanos();
        }

        @Override
        public Instant wallClock() {
            return real.wallClock().plus(Duration.ofHours(1));
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            real.sleep(duration);
        }

        @Override
        public Signal signal() {
            return real.signal();
        }
    }
}
