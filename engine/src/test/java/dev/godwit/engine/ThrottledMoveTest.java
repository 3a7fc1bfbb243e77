package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ControlPlane.Capability;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.ControlPlane.RouterHello;
import dev.godwit.core.ControlPlane.StoreLatency;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.StoreName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy yields to the application, and to whoever orders it to. */
class ThrottledMoveTest {
    private static final KeyspaceName NOTES = new KeyspaceName("notes");
    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    @Test
    void the_copy_holds_back_while_the_application_is_slow_and_says_why() {
        try (Move move = new Move(folder, 1, ROWS)) {
            Engine engine = move.open(protecting(move.plan(new Selection.All())), PausePoints.NONE);
            engine.controlPlane().register(new RouterHello(NOTES, "app", "1", List.of(Capability.MOVE)));
            engine.start();
            await().pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
                report(engine, 90);
                assertThat(engine.status().throttle())
                        .hasValueSatisfying(reason -> assertThat(reason)
                                .startsWith("copies at most ")
                                .contains("the application's p99 in legacy 90 ms, limit 40 ms"));
                assertThat(engine.status().rowsCopied()).isPositive();
            });
            assertThat(engine.status().rowsCopied()).isLessThan(ROWS);
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> {
                        report(engine, 3);
                        assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 1L);
                    });
            engine.close();
        }
    }

    @Test
    void a_bound_by_hand_outlives_the_engine_that_was_told() {
        try (Move move = new Move(folder, 1, ROWS)) {
            Plan plan = move.plan(new Selection.All());
            try (Engine engine = move.open(plan, PausePoints.NONE)) {
                assertThat(engine.command(throttle(Optional.of(500L))))
                        .isEqualTo("At most 500 rows are copied in a second.");
            }
            Engine engine = move.open(plan, PausePoints.NONE);
            engine.start();
            await().untilAsserted(() -> assertThat(engine.status().rowsCopied()).isPositive());
            assertThat(engine.status().throttle())
                    .hasValue("copies at most 500 rows/s, as was ordered; 'godwit throttle --off' ends that");
            assertThat(engine.status().rowsCopied()).isLessThan(ROWS / 2);
            engine.command(throttle(Optional.empty()));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, 1L));
            assertThat(engine.status().throttle()).isEmpty();
            engine.close();
        }
    }

    private static void report(Engine engine, double p99Millis) {
        engine.controlPlane()
                .renew(new RenewalRequest(
                        NOTES,
                        "app",
                        0,
                        Duration.ZERO,
                        List.of(new StoreLatency(new StoreName("legacy"), 1_000, p99Millis))));
    }

    private static Command throttle(Optional<Long> rowsPerSecond) {
        return new Command(CommandKind.THROTTLE, Scope.MIGRATION, "", "test", rowsPerSecond);
    }

    private static Plan protecting(Plan plan) {
        return new Plan(
                plan.keyspace(),
                plan.migration(),
                plan.deadline(),
                plan.stores(),
                plan.source(),
                plan.target(),
                plan.waves(),
                plan.cutover(),
                plan.onMismatch(),
                plan.probation(),
                plan.retention(),
                new Plan.Throttle(
                        Optional.of(Duration.ofMillis(40)), Optional.empty(), Optional.of(1_000), Optional.empty()),
                plan.keys(),
                plan.newUnits(),
                plan.accept());
    }
}
