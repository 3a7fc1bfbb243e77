package dev.godwit.examples.ownmigration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.Step;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.WorkflowEnd;
import dev.godwit.engine.WorkflowStatus;
import dev.godwit.engine.Workflows;
import dev.godwit.testkit.TrialContext;
import dev.godwit.testkit.WorkflowTrial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiredTierTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final TimeSource time = new SystemTime();
    private final Shop shop = new Shop();
    private final RequiredTier migration = new RequiredTier(shop.database);

    RequiredTierTest() throws SQLException {}

    @Test
    void everyStepIsDoneUndoneAndDoneAgainWhateverCrashes() throws Exception {
        Map<Step, TrialContext> contexts = new HashMap<>();
        new WorkflowTrial(
                        migration.workflow(),
                        step -> contexts.computeIfAbsent(step, anyOne -> new TrialContext(time)),
                        new World(contexts),
                        4)
                .run();
        assertThat(shop.database.hasColumn("vip")).isFalse();
        assertThat(shop.database.isRequired("tier")).isTrue();
        assertThat(shop.database.number("select count(*) from customers where tier = 'gold'"))
                .isGreaterThan(Shop.CUSTOMERS / 7 - 1);
    }

    /** Looks at the table itself. */
    private final class World implements WorkflowTrial.Witness {
        private final Map<Step, TrialContext> contexts;

        World(Map<Step, TrialContext> contexts) {
            this.contexts = contexts;
        }

        @Override
        public void done(Step step) {
            try {
                switch (step.name()) {
                    case "add-column" ->
                        assertThat(shop.database.hasColumn("tier")).isTrue();
                    case "fill-new-rows" -> {
                        shop.register(true);
                        assertThat(shop.database.number("select count(*) from customers where tier = 'gold'"))
                                .isGreaterThan(0);
                    }
                    case "fill-old-rows" -> assertThat(shop.wrongRows()).isZero();
                    case "require" ->
                        assertThatThrownBy(() ->
                                        shop.database.define("alter table customers disable trigger customers_tier;"
                                                + " insert into customers (name) values ('nobody')"))
                                .hasMessageContaining("tier");
                    default -> {}
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void undone(Step step) {
            contexts.get(step).forget();
            try {
                switch (step.name()) {
                    case "add-column" ->
                        assertThat(shop.database.hasColumn("tier")).isFalse();
                    case "fill-new-rows" ->
                        assertThat(shop.database.hasTrigger("customers_tier")).isFalse();
                    case "fill-old-rows" ->
                        shop.database.define(
                                "set session_replication_role = replica; update customers set tier = null");
                    case "require" ->
                        assertThat(shop.database.isRequired("tier")).isFalse();
                    default -> throw new IllegalStateException("nobody has said what is so then");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void itRunsWhileTheApplicationWritesAndWaitsForItsApproval() throws Exception {
        try (Workflows workflows = workflows("one")) {
            CompletableFuture<WorkflowEnd> end = start(workflows);
            WorkflowStatus waiting =
                    await(workflows, status -> status.waitsFor().contains("contract waits"));
            assertThat(waiting.stepsDone()).isEqualTo(4);
            shop.register(true);
            assertThat(shop.wrongRows()).isZero();
            workflows.approve("required-tier", "contract", "test");
            assertThat(end.get()).isEqualTo(WorkflowEnd.DONE);
            assertThat(shop.database.hasColumn("vip")).isFalse();
            assertThatThrownBy(() -> workflows.undo("required-tier", "too late"))
                    .isInstanceOfSatisfying(
                            GodwitException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.POINT_OF_NO_RETURN));
        }
    }

    @Test
    void itIsPausedInTheMiddleAndUndoneWithoutATrace() throws Exception {
        String before = columns();
        try (Workflows workflows = workflows("one")) {
            CompletableFuture<WorkflowEnd> end = start(workflows);
            await(workflows, status -> status.step().equals("fill-old-rows") || status.stepsDone() > 2);
            workflows.pause("required-tier", "lunch");
            WorkflowStatus paused = await(workflows, status -> status.state().equals("paused"));
            assertThat(paused.waitsFor()).isEqualTo("lunch");
            assertThat(end).isNotDone();
            workflows.undo("required-tier", "we keep vip");
            assertThat(end.get()).isEqualTo(WorkflowEnd.UNDONE);
            assertThat(columns()).isEqualTo(before);
            assertThat(workflows.status("required-tier").state()).isEqualTo("undone");
            assertThat(workflows.journal("required-tier", 50))
                    .extracting(JournalEntry::message)
                    .contains("to be undone: we keep vip", "ended: UNDONE");
        }
    }

    private Workflows workflows(String server) {
        return Workflows.open(EngineSettings.of(server, "jdbc:sqlite:" + folder.resolve("workflows.db")));
    }

    private CompletableFuture<WorkflowEnd> start(Workflows workflows) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return workflows.run(migration.workflow().due(Instant.parse("2099-01-01T00:00:00Z")));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private WorkflowStatus await(Workflows workflows, Predicate<WorkflowStatus> wanted) throws InterruptedException {
        long start = time.monotonicNanos();
        String last = "";
        while (time.since(start).compareTo(PATIENCE) < 0) {
            try {
                WorkflowStatus status = workflows.status("required-tier");
                if (wanted.test(status)) {
                    return status;
                }
                last = status.toString();
            } catch (GodwitException e) {
                last = e.describe();
            }
            time.sleep(Duration.ofMillis(10));
        }
        throw new AssertionError(last);
    }

    private String columns() throws SQLException {
        return shop.database.number("select hashtext(string_agg(attname || attnum || attnotnull, ',' order by attname))"
                        + " from pg_attribute where attrelid = 'customers'::regclass and not attisdropped")
                + " "
                + shop.database.number("select count(*) from pg_trigger where tgrelid = 'customers'::regclass");
    }
}
